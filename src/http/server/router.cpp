#include "http/server/router.h"

#include <algorithm>
#include <utility>

namespace kept::http {
namespace {

std::vector<std::string> split(const std::string& path) {
  std::vector<std::string> segments;
  std::size_t from = 1;
  while (from <= path.size()) {
    const std::size_t slash = std::min(path.find('/', from), path.size());
    segments.push_back(path.substr(from, slash - from));
    from = slash + 1;
  }
  return segments;
}

bool is_parameter(const std::string& segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

bool matches(const std::vector<std::string>& route, const std::vector<std::string>& path) {
  return std::equal(route.begin(), route.end(), path.begin(), path.end(),
                    [](const std::string& wanted, const std::string& given) {
                      return is_parameter(wanted) ? !given.empty() : wanted == given;
                    });
}

std::map<std::string, std::string> parameters(const std::vector<std::string>& route,
                                              const std::vector<std::string>& path) {
  std::map<std::string, std::string> values;
  for (std::size_t i = 0; i < route.size(); ++i) {
    if (is_parameter(route[i])) values[route[i].substr(1, route[i].size() - 2)] = path[i];
  }
  return values;
}

}  // namespace

Response Router::failure(const std::string& path, const Failure& failure) const {
  if (const Branch* branch = branch_of(path)) return branch->failed(path, failure);
  return {failure.status,
          "application/problem+json",
          R"({"type":"urn:kept311:problem:)" + failure.slug + R"(","title":")" + failure.title +
              R"(","status":)" + std::to_string(failure.status) + "}",
          {}};
}

void Router::below(std::string base, Handler handler, FailureTeller failed) {
  branches_.push_back({std::move(base), std::move(handler), failed});
}

const Router::Branch* Router::branch_of(const std::string& path) const {
  for (const Branch& branch : branches_) {
    const bool is_below = path.starts_with(branch.base) &&
                          (path.size() == branch.base.size() || path[branch.base.size()] == '/');
    if (is_below) return &branch;
  }
  return nullptr;
}

void Router::on(const std::string& method, const std::string& route, Handler handler) {
  routes_.push_back({method, route, split(route), std::move(handler)});
}

std::string Router::route_of(const std::string& path) const {
  if (const Branch* branch = branch_of(path)) return branch->base;
  const auto segments = split(path);
  for (const Route& route : routes_) {
    if (matches(route.segments, segments)) return route.text;
  }
  return {};
}

Response Router::answer(Request request) const {
  if (const Branch* branch = branch_of(request.path)) return branch->handler(request);
  const auto segments = split(request.path);
  const bool head = request.method == "HEAD";
  const std::string method = head ? "GET" : request.method;
  std::string allowed;
  for (const Route& route : routes_) {
    if (!matches(route.segments, segments)) continue;
    if (route.method == method) {
      request.parameters = parameters(route.segments, segments);
      return route.handler(request);
    }
    allowed += (allowed.empty() ? "" : ", ") + route.method;
  }
  if (!allowed.empty()) {
    Response response =
        failure(request.path, {405, "method", "This address does not take that method."});
    response.headers.emplace_back("Allow", allowed);
    return response;
  }
  if (fallback_ && method == "GET") return fallback_(request);
  return failure(request.path, {404, "not_found", "There is nothing at this address."});
}

}  // namespace kept::http
