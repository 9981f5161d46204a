#pragma once

// Private to store/.

#include <boost/describe.hpp>

#include "domain/places/area.h"

namespace kept::domain {

BOOST_DESCRIBE_STRUCT(CaseArea, (), (id, layer, code, name))

}  // namespace kept::domain
