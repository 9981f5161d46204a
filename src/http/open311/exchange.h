#pragma once

// Private to http/open311: one question and what answering it needs.

#include <memory>
#include <string>

#include "http/open311/arguments.h"
#include "http/open311/count_cache.h"
#include "http/open311/open311.h"
#include "http/open311/reply.h"
#include "http/server/rate_limit.h"
#include "http/server/request.h"

namespace kept::http {

struct Exchange {
  const Open311Options& options;
  RateLimit& rates;
  CountCache& counts;
  const Request& request;
  const Arguments& arguments;
  Format format;
  std::string language;  ///< "en" or "fr"

  /// "https://311.example.org", as the client may reach us.
  [[nodiscard]] std::string origin() const;
};

/// At most so many entries come at once (open311: the first 1,000).
inline constexpr int kMostEntries = 1000;

[[nodiscard]] Reply show_discovery(const Exchange& exchange);
[[nodiscard]] Reply list_services(const Exchange& exchange);
[[nodiscard]] Reply show_definition(const Exchange& exchange, const std::string& code);
[[nodiscard]] Reply create_request(const Exchange& exchange);
[[nodiscard]] Reply list_requests(const Exchange& exchange);
[[nodiscard]] Reply show_request(const Exchange& exchange, const std::string& id);
[[nodiscard]] Reply list_updates(const Exchange& exchange);
[[nodiscard]] Reply create_update(const Exchange& exchange);
[[nodiscard]] Reply show_token(const Exchange& exchange, const std::string& token);

}  // namespace kept::http
