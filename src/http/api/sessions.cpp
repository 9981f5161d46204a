#include "http/api/sessions.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

#include "base/check.h"

namespace kept::http {
namespace {

constexpr int kHashedAtOnce = 2;
/// Names with wrong passwords that are remembered before the old ones go. There may be more within
/// a lock-out, but not many: each has cost the time of a hash, two at once.
constexpr std::size_t kNames = 1000;
constexpr std::size_t kClients =
    10;                    // that may each use up a name's failures before it waits everywhere
constexpr int kQueue = 3;  // who waits holds a worker of the server, and the others need some, too

/// The wall clock, for sessions outlast the process; within it never earlier than what has passed
/// since the first look, so that a clock set back lengthens no session.
std::int64_t seconds_now() {
  using std::chrono::steady_clock;
  using std::chrono::system_clock;
  static const auto first = std::pair(system_clock::now(), steady_clock::now());
  const auto passed =
      std::chrono::duration_cast<system_clock::duration>(steady_clock::now() - first.second);
  const auto now = std::max(system_clock::now(), first.first + passed);
  return std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
}

std::string short_digest(const std::string& text) {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> digest{};
  crypto_generichash(digest.data(), digest.size(),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr, 0);
  std::string hex(digest.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  hex.pop_back();
  return hex;
}

struct Content {
  std::int64_t staff = 0;
  std::int64_t until = 0;
  std::string password;
  std::string nonce;  ///< tells two sessions of the same second apart
};

std::optional<Content> content(const base::Signer& signer, const std::string& cookie) {
  const auto text = signer.verify(cookie);
  if (!text) return std::nullopt;
  Content read;
  std::istringstream stream(*text);
  std::string kind;
  stream >> kind >> read.staff >> read.until >> read.password >> read.nonce;
  if (!stream || kind != "session") return std::nullopt;
  return read;
}

std::string random_text() {
  std::array<unsigned char, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string hex(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  hex.pop_back();
  return hex;
}

/// base64url of the signature is fine in a cookie, spaces are not.
std::string to_cookie(std::string token) {
  std::replace(token.begin(), token.end(), ' ', '~');
  return token;
}
std::string from_cookie(std::string cookie) {
  std::replace(cookie.begin(), cookie.end(), '~', ' ');
  return cookie;
}

}  // namespace

std::string hash_password(const std::string& password) {
  KEPT_CHECK(sodium_init() >= 0);
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  const int done =
      crypto_pwhash_str(hash.data(), password.data(), password.size(),
                        crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE);
  KEPT_CHECK(done == 0);
  return hash.data();
}

bool PasswordGate::is_locked(const std::string& name, const std::string& client) {
  const auto found = failures_.find(name);
  if (found == failures_.end()) return false;
  std::vector<Failure>& failures = found->second;
  const Time since = std::chrono::steady_clock::now() - options_.lock_out;
  std::erase_if(failures, [&](const Failure& one) { return one.at < since; });
  const auto here = std::count_if(failures.begin(), failures.end(),
                                  [&](const Failure& one) { return one.client == client; });
  return static_cast<std::size_t>(here) >= options_.failures ||
         failures.size() >= kClients * options_.failures;
}

void PasswordGate::forget_old_failures() {
  if (failures_.size() < kNames) return;
  const Time since = std::chrono::steady_clock::now() - options_.lock_out;
  std::erase_if(failures_, [&](const auto& one) {
    return one.second.empty() || one.second.back().at < since;
  });
}

bool PasswordGate::enter() {
  std::unique_lock lock(mutex_);
  if (waiting_ >= kQueue) return false;
  ++waiting_;
  freed_.wait(lock, [&] { return running_ < kHashedAtOnce; });
  --waiting_;
  ++running_;
  return true;
}

void PasswordGate::leave() {
  const std::scoped_lock lock(mutex_);
  --running_;
  freed_.notify_one();
}

PasswordGate::Answer PasswordGate::check(const std::string& name, const std::string& client,
                                         const std::string& password,
                                         const std::optional<std::string>& hash) {
  static const std::string kNobody = hash_password("nobody has this password");
  {
    const std::scoped_lock lock(mutex_);
    if (is_locked(name, client)) return Answer::locked;
  }
  if (!enter()) return Answer::busy;
  const std::string& against = hash && !hash->empty() ? *hash : kNobody;
  const bool verified =
      crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
  leave();
  const bool right = verified && hash && !hash->empty();
  const std::scoped_lock lock(mutex_);
  if (right) {
    std::erase_if(failures_[name], [&](const Failure& one) { return one.client == client; });
    if (failures_[name].empty()) failures_.erase(name);
    return Answer::right;
  }
  forget_old_failures();
  failures_[name].push_back({std::chrono::steady_clock::now(), client});
  return Answer::wrong;
}

std::string Sessions::open(const desk::StaffRow& staff) const {
  const auto lasts = std::chrono::duration_cast<std::chrono::seconds>(options_.lasts).count();
  return to_cookie(signer_.sign("session " + std::to_string(staff.id.value) + " " +
                                std::to_string(seconds_now() + lasts) + " " +
                                short_digest(staff.password_hash) + " " + random_text()));
}

std::optional<domain::StaffId> Sessions::staff_of(const std::string& cookie) const {
  const auto read = content(signer_, from_cookie(cookie));
  if (!read || read->until < seconds_now()) return std::nullopt;
  return domain::StaffId{read->staff};
}

bool Sessions::matches(const std::string& cookie, const desk::StaffRow& staff) const {
  const auto read = content(signer_, from_cookie(cookie));
  return read && read->password == short_digest(staff.password_hash);
}

Sessions::Ending Sessions::ending(const std::string& cookie) const {
  const auto read = content(signer_, from_cookie(cookie));
  return {short_digest(cookie), base::Instant(std::chrono::seconds(seconds_now())),
          base::Instant(std::chrono::seconds(read ? read->until : 0))};
}

std::string Sessions::csrf(const std::string& cookie) const {
  return short_digest(signer_.sign("csrf " + short_digest(cookie)));
}

}  // namespace kept::http
