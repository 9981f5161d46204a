#pragma once

#include <functional>
#include <string>
#include <vector>

#include "http/server/request.h"
#include "http/server/response.h"

namespace kept::http {

/// Why the server itself answers no request: a problem's last word, and a sentence.
struct Failure {
  int status = 500;
  std::string slug;
  std::string title;
};

using Handler = std::function<Response(const Request&)>;

/// How a failure is told to who asked for `path`.
using FailureTeller = Response (*)(const std::string& path, const Failure& failure);

/// Finds the handler of a request by method and path. Filled before serving; then any thread may
/// use it.
class Router {
 public:
  /// `route` is a path in which {name} stands for one segment.
  void on(const std::string& method, const std::string& route, Handler handler);

  /// What answers every path below `base` ("/open311") whatever its method, and how failures are
  /// told there. Forms with files (multipart) may be sent to it.
  void below(std::string base, Handler handler, FailureTeller failed);

  /// What answers paths under no route (the console's files).
  void otherwise(Handler handler) { fallback_ = std::move(handler); }

  /// Runs the handler; 404 and, with the methods that would do, 405. HEAD is GET without its body.
  [[nodiscard]] Response answer(Request request) const;

  /// A failure as it is told at this path: as a problem document, or as its branch has it.
  [[nodiscard]] Response failure(const std::string& path, const Failure& failure) const;

  /// Whether forms with files may come to this path.
  [[nodiscard]] bool takes_files(const std::string& path) const {
    return branch_of(path) != nullptr;
  }

  /// The route that a path falls under, for metrics; empty when none.
  [[nodiscard]] std::string route_of(const std::string& path) const;

 private:
  struct Route {
    std::string method;
    std::string text;
    std::vector<std::string> segments;
    Handler handler;
  };

  struct Branch {
    std::string base;
    Handler handler;
    FailureTeller failed;
  };

  [[nodiscard]] const Branch* branch_of(const std::string& path) const;

  std::vector<Branch> branches_;
  std::vector<Route> routes_;
  Handler fallback_;
};

}  // namespace kept::http
