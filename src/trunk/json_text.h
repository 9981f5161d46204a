#pragma once

#include <boost/json/object.hpp>
#include <string>

namespace kept::trunk {

/// Empty when it is not there, or no text.
inline std::string text_of(const boost::json::object& object, const char* key) {
  const boost::json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

}  // namespace kept::trunk
