libpostil_a_SOURCES += \
	src/extract/article.c src/extract/article.h src/extract/article_info.h \
	src/extract/article_record.c src/extract/article_state.c src/extract/article_state.h src/extract/state.def \
	src/extract/article_claims.c src/extract/article_listing.c src/extract/article_listing.h src/extract/article_teasers.c src/extract/article_absent.c src/extract/absent.def \
	src/extract/article_rows.c src/extract/rows.def src/extract/article_choose.c src/extract/article_evidence.c src/extract/evidence.def \
	src/extract/meta.c src/extract/meta.h src/extract/meta_sources.def \
	src/extract/meta_address.c src/extract/meta_beside.c src/extract/meta_byline.c src/extract/byline.def src/extract/byline.h \
	src/extract/meta_head.c src/extract/meta_tags.def \
	src/extract/meta_jsonld.c src/extract/meta_line.c src/extract/meta_names.c src/extract/meta_names_end.c src/extract/meta_next.c src/extract/meta_opening.c src/extract/meta_prefix.c \
	src/extract/meta_settle.c src/extract/meta_date.c \
	src/extract/meta_title.c \
	src/extract/meta_visible.c \
	src/extract/article_prune.c src/extract/article_phrase.c src/extract/article_phrase.h src/extract/phrases.def \
	src/extract/article_related.c \
	src/extract/article_survey.c \
	src/extract/body.c src/extract/body.h src/extract/body_writer.h \
	src/extract/body_anchor.c src/extract/body_block.c src/extract/body_math.c src/extract/body_part.c src/extract/body_signature.c src/extract/body_picture.c src/extract/body_tag.c src/extract/body_tags.def \
	src/extract/body_text.c src/extract/interface.def src/extract/media.def \
	src/extract/class.c src/extract/class.h \
	src/extract/context.h \
	src/extract/dump.c src/extract/dump.h src/extract/dump_article.c \
	src/extract/dump_head.c src/extract/dump_judge.c src/extract/dump_layouts.def \
	src/extract/dump_lines.c src/extract/dump_name.c src/extract/dump_talk.c src/extract/dump_trim.c \
	src/extract/dump_words.c src/extract/dump_lists.def src/extract/dump_words.def \
	src/extract/explain.c src/extract/explain.h \
	src/extract/extract.c src/extract/extract.h \
	src/extract/feed.c src/extract/feed.h \
	src/extract/parts.c src/extract/parts.h src/extract/parts.def \
	src/extract/parts_provider.c \
	src/extract/script_data.c src/extract/script_data.h src/extract/script_stream.c src/extract/script_form.c \
	src/extract/talk_signature.c src/extract/talk_signature.h \
	src/extract/talk_signed.c src/extract/talk_signed.h \
	src/extract/talk.c src/extract/talk.h \
	src/extract/talk_hints.c src/extract/talk_hints.h src/extract/talk_resolve.c \
	src/extract/thread.h \
	src/extract/thread_rule.c src/extract/thread_rule.h src/extract/thread_rules.c src/extract/thread_state.c src/extract/thread_parts.c \
	src/extract/thread_guess.c src/extract/thread_guess.h \
	src/extract/thread_guess_answer.c \
	src/extract/thread_guess_boxed.c \
	src/extract/thread_guess_later.c \
	src/extract/thread_guess_date.c \
	src/extract/thread_guess_extra.c \
	src/extract/thread_guess_field.c src/extract/thread_guess_field.h \
	src/extract/thread_guess_group.c src/extract/thread_guess_group.h \
	src/extract/thread_guess_join.c \
	src/extract/thread_guess_level.c \
	src/extract/thread_guess_more.c \
	src/extract/thread_guess_name.c \
	src/extract/thread_guess_parent.c \
	src/extract/thread_guess_pick.c \
	src/extract/thread_guess_place.c \
	src/extract/thread_guess_quote.c \
	src/extract/thread_guess_scan.c \
	src/extract/thread_guess_table.c src/extract/thread_guess_table.h \
	src/extract/thread_guess_verify.c \
	src/extract/thread_guess_words.c src/extract/thread_guess_words.def \
	src/extract/thread_data.c src/extract/thread_data.h src/extract/thread_data.def src/extract/thread_record.c src/extract/thread_record.h \
	src/extract/thread_published.c src/extract/thread_published.def \
	src/extract/thread_drawn.c src/extract/thread_drawn.h \
	src/extract/thread_letters.c src/extract/thread_letters.h \
	src/extract/thread_weigh.c src/extract/thread_weigh.h \
	src/extract/thread_meta.c

# The word lists as tables in the order in which they are looked up.
word_lists = src/extract/thread_guess_words.def src/extract/interface.def src/extract/thread_data.def src/extract/evidence.def
CLEANFILES += src/extract/word_rows.inc
src/extract/thread_guess_words.$(OBJEXT) src/extract/thread_record.$(OBJEXT) src/extract/article_evidence.$(OBJEXT): src/extract/word_rows.inc
src/extract/word_rows.inc: $(word_lists) src/base/word_rows.awk
	$(AM_V_GEN)$(MKDIR_P) src/extract && \
	cd $(srcdir) && LC_ALL=C $(AWK) -f src/base/word_rows.awk $(word_lists) > $(abs_builddir)/src/extract/word_rows.tmp && \
	mv $(abs_builddir)/src/extract/word_rows.tmp $(abs_builddir)/src/extract/word_rows.inc
