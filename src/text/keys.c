/* keys.c: sequences of terminals as keys. */
#include "config.h"

#include "text/keys.h"

uint32_t key_of_sequence(struct str sequence)
{
	static const struct {
		const char *sequence;
		uint32_t key;
	} name[] = {
		{ "A", K_UP },
		{ "B", K_DOWN },
		{ "C", K_RIGHT },
		{ "D", K_LEFT },
		{ "F", K_END },
		{ "H", K_HOME },
		{ "Z", K_STAB },
		{ "1~", K_HOME },
		{ "2~", K_INS },
		{ "3~", K_DEL },
		{ "4~", K_END },
		{ "5~", K_PGUP },
		{ "6~", K_PGDN },
		{ "7~", K_HOME },
		{ "8~", K_END },
	};

	for (size_t i = 0; i < sizeof(name) / sizeof(*name); i++)
		if (str_eq(sequence, str_z(name[i].sequence)))
			return name[i].key;
	return K_NONE;
}
