/* class.c: what is found out of class attributes. It hangs on the node of the value: the tree has one for nearly all that are equal
 * (page/make.c). */
#include "config.h"

#include "extract/class.h"

#include "page/make.h"

struct class_known *class_of_value(const xmlAttr *a)
{
	xmlNode *value = a->children;

	if (!value || !node_content(value).len)
		return NULL;
	if (!value->_private) {
		struct class_known *c = make_kept(value->doc, sizeof(*c));

		c->value = node_content(value);
		value->_private = c;
	}
	return value->_private;
}

struct class_known *class_of(const xmlNode *n)
{
	const xmlAttr *a = node_find_attr(n, "class");

	return a ? class_of_value(a) : NULL;
}
