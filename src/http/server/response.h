#pragma once

#include <string>
#include <utility>
#include <vector>

namespace kept::http {

struct Response {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

}  // namespace kept::http
