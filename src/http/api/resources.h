#pragma once

// Private to http/api: one function for each group of resources, in the file of its name.

#include "http/api/door.h"

namespace kept::http {

void add_sessions(Router& router, Door& door);
void add_search(Router& router, Door& door);
void add_interactions(Router& router, Door& door);
void add_telephone(Router& router, Door& door);
void add_recordings(Router& router, Door& door);
void add_contacts(Router& router, Door& door);
void add_cases(Router& router, Door& door);
void add_endings(Router& router, Door& door);
void add_asks(Router& router, Door& door);
void add_promises(Router& router, Door& door);
void add_lists(Router& router, Door& door);
void add_people(Router& router, Door& door);
void add_knowledge(Router& router, Door& door);
void add_publicity(Router& router, Door& door);
void add_clock(Router& router, Door& door);
void add_places(Router& router, Door& door);
void add_map(Router& router, Door& door);
void add_links(Router& router, Door& door);
void add_test_clock(Router& router, Door& door);

}  // namespace kept::http
