#include "trunk/sip_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <netdb.h>
#include <sofia-sip/msg_addr.h>
#include <sofia-sip/msg_parser.h>
#include <sofia-sip/sip_extra.h>
#include <sofia-sip/sip_header.h>
#include <sofia-sip/su_string.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "trunk/digest_proof.h"

namespace kept::trunk {
namespace {

std::string as_text(const sip_header_t* header) {
  if (header == nullptr) return {};
  su_home_t home[1] = {SU_HOME_INIT(home)};
  const char* text = sip_header_as_string(home, header);
  std::string copy = text != nullptr ? text : "";
  su_home_deinit(home);
  return copy;
}

template <typename Header>
std::string as_header(const Header* header) {
  return as_text(reinterpret_cast<const sip_header_t*>(header));
}

bool supports_timers(const sip_t* sip) {
  return sip->sip_supported != nullptr && msg_params_find(sip->sip_supported->k_items, "timer");
}

}  // namespace

bool is_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  return !text.empty() && text.size() <= 32 &&
         std::ranges::all_of(text, [](unsigned char each) { return std::isdigit(each) != 0; });
}

std::string number_in(const url_t* url) {
  const std::string user = url != nullptr && url->url_user != nullptr ? url->url_user : "";
  return is_number(user) ? user : std::string();
}

std::string body_of(const sip_t* sip) {
  if (sip == nullptr || sip->sip_payload == nullptr || sip->sip_payload->pl_data == nullptr) {
    return {};
  }
  return {sip->sip_payload->pl_data, sip->sip_payload->pl_len};
}

std::string target_of(const sip_t* sip) {
  if (sip->sip_contact == nullptr) return {};
  su_home_t home[1] = {SU_HOME_INIT(home)};
  const char* text = url_as_string(home, sip->sip_contact->m_url);
  std::string copy = text != nullptr ? text : "";
  su_home_deinit(home);
  return copy;
}

std::string route_of(const sip_t* sip, bool we_called) {
  std::vector<std::string> hops;
  for (const sip_record_route_t* hop = sip->sip_record_route; hop != nullptr; hop = hop->r_next) {
    hops.push_back(as_header(hop));
  }
  if (we_called) std::ranges::reverse(hops);
  return fmt::format("{}", fmt::join(hops, ", "));
}

std::string source_of(msg_t* message) {
  if (message == nullptr) return {};
  su_sockaddr_t* address = msg_addr(message);
  if (address == nullptr) return {};
  std::array<char, NI_MAXHOST> text{};
  const socklen_t length =
      address->su_family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
  if (getnameinfo(&address->su_sa, length, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) !=
      0) {
    return {};
  }
  return text.data();
}

std::string written(const sip_call_id_t* header) { return as_header(header); }
std::string written(const sip_addr_t* header) { return as_header(header); }

bool is_challenge(int status) { return status == 401 || status == 407; }

std::optional<std::string> credentials_for(const sip_t* sip, const std::string& user,
                                           const std::string& password) {
  if (sip == nullptr || user.empty()) return std::nullopt;
  for (const msg_auth_t* first : {sip->sip_www_authenticate, sip->sip_proxy_authenticate}) {
    for (const msg_auth_t* each = first; each != nullptr; each = each->au_next) {
      const char* realm = msg_params_find(each->au_params, "realm=");
      if (realm == nullptr || !can_meet(*each)) continue;
      return fmt::format("{}:{}:{}:{}", each->au_scheme, realm, user, password);
    }
  }
  return std::nullopt;
}

std::optional<std::chrono::seconds> session_to_refresh(const sip_t* sip, bool we_called,
                                                       std::chrono::seconds wanted) {
  const sip_session_expires_t* session = sip_session_expires(sip);
  const char* who = session != nullptr ? session->x_refresher : nullptr;
  const bool is_theirs = who != nullptr ? su_casematch(who, we_called ? "uas" : "uac") != 0
                                        : !we_called && supports_timers(sip);
  if (is_theirs) return std::nullopt;
  if (session == nullptr || session->x_delta == 0) return wanted;
  return std::min(wanted, std::chrono::seconds(session->x_delta));
}

}  // namespace kept::trunk
