/* byline.h: lists of byline.def that are looked for all at once (STR_WORDS in base/str.h). */
#ifndef POSTIL_EXTRACT_BYLINE_H
#define POSTIL_EXTRACT_BYLINE_H

/* Parts of class names, the surest first, and what they say. */
#define BYLINE_CLASSES(row)                                                                        \
	row("author-name", AUTHOR_NAME) row("author_name", AUTHOR_NAME) row(                       \
		"author__name", AUTHOR_NAME) row("authorname", AUTHOR_NAME) row("byline-name",     \
		AUTHOR_NAME) row("byline__name", AUTHOR_NAME) row("byline-author",                 \
		AUTHOR_NAME) row("p-author", AUTHOR_NAME) row("byline", BYLINE) row("by-line",     \
		BYLINE) row("author", AUTHOR) row("autor", AUTHOR) row("auteur",                   \
		AUTHOR) row("signature", AUTHOR) row("firma", AUTHOR) row("full-name",             \
		AUTHOR) row("writer", AUTHOR) row("contributor", AUTHOR) row("submitted",          \
		AUTHOR) row("firmante", AUTHOR) row("reporter", AUTHOR) row("journalist", AUTHOR)  \
		row("redakteur", AUTHOR) row("verfasser", AUTHOR) row("publication-data__from",    \
			AUTHOR) row("createdby", AUTHOR) row("posted-by", AUTHOR) row("postedby",  \
			AUTHOR) row("forfatter", AUTHOR) row("skribent", AUTHOR) row("szerzo",     \
			AUTHOR) row("yazar", AUTHOR) row("muhabir", AUTHOR) row("penulis", AUTHOR) \
			row("giornalista", AUTHOR) row("redactor", AUTHOR)                         \
				row("periodista", AUTHOR) row("schrijver", AUTHOR)                 \
					row("toimittaja", AUTHOR) row("writtenby", AUTHOR)         \
						row("written-by", AUTHOR) row("meta-by", AUTHOR)   \
							row("entry-by", AUTHOR)

/* Parts of the path of an author's page. */
#define BYLINE_PATHS(row)                                                                          \
	row("/author/") row("/authors/") row("/autor/") row("/autoren/") row("/autorin/") row(     \
		"/autores/") row("/autore/") row("/autori/") row("/auteur/") row("/auteurs/")      \
		row("/auteurs-") row("/by/") row("/@") row("/people/") row("/person/") row(        \
			"/profile/") row("/profiles/") row("/bios/") row("/reporters/")            \
			row("/forfatter/") row("/kirjoittaja/") row("/yazar/") row(                \
				"/szerzo/") row("/byline/") row("/profil/") row("/staff/")         \
				row("/contributor/") row("/contributors/") row("/columnist/") row( \
					"/journalist/") row("/journaliste/") row("/writers/")      \
					row("/redakteur/") row("/avtor/") row("/penulis/") row(    \
						"/tacgia/") row("/tac-gia/") row("/muhabir/")      \
						row("/giornalista/") row("/redactor/")             \
							row("/periodista/") row("/autoras/") row(  \
								"/skribent/") row("/toimittaja/")  \
								row("/correspondents/") row(       \
									"/columnists/")            \
									row("/journalists/") row(  \
										"/author-")        \
										row("/authors-")

#endif
