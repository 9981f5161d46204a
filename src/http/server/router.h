#pragma once

#include <functional>
#include <string>
#include <vector>

#include "http/server/request.h"
#include "http/server/response.h"

namespace kept::http {

using Handler = std::function<Response(const Request&)>;

/// Finds the handler of a request by method and path. Filled before serving; then any thread may
/// use it.
class Router {
 public:
  /// `route` is a path in which {name} stands for one segment.
  void on(const std::string& method, const std::string& route, Handler handler);

  /// What answers paths under no route (the console's files).
  void otherwise(Handler handler) { fallback_ = std::move(handler); }

  /// Runs the handler; 404 and, with the methods that would do, 405. HEAD is GET without its body.
  [[nodiscard]] Response answer(Request request) const;

  /// The route that a path falls under, for metrics; empty when none.
  [[nodiscard]] std::string route_of(const std::string& path) const;

 private:
  struct Route {
    std::string method;
    std::string text;
    std::vector<std::string> segments;
    Handler handler;
  };

  std::vector<Route> routes_;
  Handler fallback_;
};

}  // namespace kept::http
