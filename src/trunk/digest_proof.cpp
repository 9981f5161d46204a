#include "trunk/digest_proof.h"

#include <fmt/format.h>
#include <sofia-sip/msg_parser.h>
#include <sofia-sip/su_md5.h>
#include <sofia-sip/su_string.h>
// The whole of the structure that the library was built with.
#define SOFIA_EXTEND_AUTH_CLIENT 1
#include <sofia-sip/auth_client_plugin.h>
#include <sofia-sip/auth_digest.h>

#include <array>
#include <mutex>
#include <optional>
#include <string>

#include "base/secret.h"

namespace kept::trunk {
namespace {

enum class Algorithm { md5, sha256 };

/// One realm's challenge. Sofia makes it out of zeros and frees what was taken from its home.
struct Proof {
  auth_client_t client;
  std::array<auth_challenge_t, 1> challenge;
  Algorithm algorithm;
  unsigned count;  ///< requests that have answered this challenge
};

Proof& proof_of(auth_client_t* client) { return *reinterpret_cast<Proof*>(client); }

/// Without a word it is MD5.
std::optional<Algorithm> algorithm_of(const char* word) {
  if (word == nullptr || su_casematch(word, "MD5") || su_casematch(word, "\"MD5\"")) {
    return Algorithm::md5;
  }
  if (su_casematch(word, "SHA-256") || su_casematch(word, "\"SHA-256\"")) return Algorithm::sha256;
  return std::nullopt;
}

std::string hash(Algorithm algorithm, const std::string& text) {
  if (algorithm == Algorithm::sha256) return base::sha256_of(text);
  su_md5_t context;
  su_md5_init(&context);
  su_md5_update(&context, text.data(), static_cast<usize_t>(text.size()));
  std::array<char, SU_MD5_DIGEST_SIZE * 2 + 1> hex{};
  su_md5_hexdigest(&context, hex.data());
  su_md5_deinit(&context);
  return hex.data();
}

/// A gateway may offer both: the stronger one is met, whichever comes first, and a later answer
/// that offers only the weaker one takes nothing back. 2: worth another try; 1: not.
int challenged(auth_client_t* client, const msg_auth_t* challenge) {
  Proof& proof = proof_of(client);
  auth_challenge_t& now = proof.challenge[0];
  su_home_t* home = client->ca_home;
  std::array<auth_challenge_t, 1> came{};
  came[0].ac_size = sizeof came;
  if (auth_digest_challenge_get(home, came.data(), challenge->au_params) < 0) return -1;
  const auto algorithm = algorithm_of(came[0].ac_algorithm);
  const bool is_known = algorithm && came[0].ac_nonce != nullptr &&
                        (came[0].ac_qop == nullptr || came[0].ac_auth != 0);
  const bool is_weaker = now.ac_nonce != nullptr && algorithm < proof.algorithm;
  if (!is_known || is_weaker) {
    auth_digest_challenge_free_params(home, came.data());
    return 1;
  }
  const bool is_new =
      came[0].ac_stale != 0 || now.ac_nonce == nullptr || *algorithm != proof.algorithm;
  if (now.ac_nonce == nullptr || !su_strmatch(now.ac_nonce, came[0].ac_nonce)) proof.count = 0;
  auth_digest_challenge_free_params(home, proof.challenge.data());
  now = came[0];
  proof.algorithm = *algorithm;
  return is_new ? 2 : 1;
}

int prove(auth_client_t* client, su_home_t* home, const char* method, const url_t* url,
          const msg_payload_t* /*body*/, msg_header_t** headers) {
  Proof& proof = proof_of(client);
  const auth_challenge_t& challenge = proof.challenge[0];
  if (client->ca_user == nullptr || client->ca_pass == nullptr || client->ca_clear != 0) return 0;
  char* written = url_as_string(home, url);
  if (challenge.ac_nonce == nullptr || written == nullptr) return -1;
  const std::string uri = written;
  su_free(home, written);
  const Algorithm by = proof.algorithm;
  const std::string secret =
      hash(by, fmt::format("{}:{}:{}", client->ca_user, challenge.ac_realm, client->ca_pass));
  const std::string asked = hash(by, fmt::format("{}:{}", method, uri));
  std::string between = challenge.ac_nonce;
  std::string more;
  if (challenge.ac_auth != 0) {
    const std::string ours = base::new_secret();
    const std::string count = fmt::format("{:08x}", ++proof.count);
    between += fmt::format(":{}:{}:auth", count, ours);
    more = fmt::format(", qop=auth, cnonce=\"{}\", nc={}", ours, count);
  }
  if (challenge.ac_opaque != nullptr) more += fmt::format(", opaque=\"{}\"", challenge.ac_opaque);
  if (by == Algorithm::sha256) more += ", algorithm=SHA-256";
  const std::string response = hash(by, fmt::format("{}:{}:{}", secret, between, asked));
  const std::string header =
      fmt::format(R"(Digest username="{}", realm="{}", nonce="{}", uri="{}", response="{}"{})",
                  client->ca_user, challenge.ac_realm, challenge.ac_nonce, uri, response, more);
  *headers = msg_header_make(home, client->ca_credential_class, header.c_str());
  return *headers == nullptr ? -1 : 0;
}

int forgets(auth_client_t* client) {
  client->ca_clear = 1;
  return 1;
}

/// The snapshot of Sofia that Debian has puts a plug-in in the place of the first whose name is
/// *not* the same, letter for letter, which is its own "Digest"; and finds it by name in whatever
/// case. Where that is mended one day it goes behind, and MD5 stays as it was.
auth_client_plugin_t plugin() {
  auth_client_plugin_t made{};
  made.auc_plugin_size = sizeof made;
  made.auc_size = sizeof(Proof);
  made.auc_name = "digest";
  made.auc_challenge = challenged;
  made.auc_authorize = prove;
  made.auc_clear = forgets;
  return made;
}

}  // namespace

void prove_by_sha256() {
  static std::once_flag once;
  static const auth_client_plugin_t ours = plugin();
  std::call_once(once, [] { (void)auc_register_plugin(&ours); });
}

bool can_meet(const msg_auth_t& challenge) {
  if (!su_casematch(challenge.au_scheme, "Digest")) return false;
  return algorithm_of(msg_params_find(challenge.au_params, "algorithm=")).has_value();
}

}  // namespace kept::trunk
