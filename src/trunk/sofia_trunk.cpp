#include "trunk/sofia_trunk.h"

#include <fmt/format.h>
#include <sofia-sip/nta_tag.h>
#include <sofia-sip/nua.h>
#include <sofia-sip/nua_tag.h>
#include <sofia-sip/sip_header.h>
#include <sofia-sip/sip_status.h>
#include <sofia-sip/su_log.h>
#include <sofia-sip/su_strlst.h>
#include <sofia-sip/su_wait.h>
#include <sofia-sip/tport.h>
#include <sofia-sip/tport_tag.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <thread>
#include <utility>

#include "base/check.h"
#include "trunk/dialog_book.h"
#include "trunk/digest_proof.h"
#include "trunk/far_address.h"
#include "trunk/sip_address.h"
#include "trunk/sip_text.h"
#include "trunk/trunk_presence.h"

namespace kept::trunk {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

/// No UPDATE: Sofia would answer it by itself, and an offer in it with nothing.
constexpr const char* kAllowed = "INVITE, ACK, BYE, CANCEL, OPTIONS, PRACK";
constexpr int kAddressIncomplete = 484;
/// Later than all that was said in a dialog whose numbers nobody knows any more (RFC
/// 3261, 8.1.1.5).
constexpr const char* kLastOfAll = "2147483000 BYE";
constexpr const char* kSdpType = "application/sdp";
constexpr auto kLookEvery = 200ms;
/// For farewells to be answered; a gateway that is gone answers none.
constexpr auto kFarewell = 3s;
/// Before a refresh that met one of theirs (491), or found them busy, is tried again.
constexpr auto kRefreshAgain = 5s;
constexpr unsigned kCertificatesOnTheWay = 8;

/// Sofia's own log would name whoever calls.
void pass_over(void* /*stream*/, const char* /*format*/, va_list /*arguments*/) {}

/// The tag that Sofia gave to our side of a call, which it tells no other way.
std::string own_tag(nua_handle_t* handle, const std::string& theirs) {
  su_home_t home[1] = {SU_HOME_INIT(home)};
  std::string tag;
  if (const sip_replaces_t* both = nua_handle_make_replaces(handle, home, 0)) {
    for (const char* each : {both->rp_from_tag, both->rp_to_tag}) {
      const bool is_theirs =
          each == nullptr || theirs.find(fmt::format("tag={}", each)) != std::string::npos;
      if (!is_theirs) tag = each;
    }
  }
  su_home_deinit(home);
  return tag;
}

struct FreeList {
  void operator()(su_strlst_t* list) const { su_strlst_destroy(list); }
};

}  // namespace

/// Everything but post(), dial()'s name and what has a mutex is done by thread_.
class SofiaTrunk::Agent {
 public:
  Agent(SofiaTrunkOptions options, TrunkListener& listener)
      : options_(std::move(options)),
        sources_(options_.sources),
        listener_(listener),
        book_(options_.dialogs),
        presence_({options_.name, gateway_url(""), options_.host, options_.user, options_.password,
                   options_.registers, options_.keep_alive, options_.report}) {
    const auto cannot = [this] {
      return std::runtime_error(fmt::format("SIP: cannot listen on {} ({})", options_.listen,
                                            name_of(options_.transport)));
    };
    if (!can_listen(options_.listen, options_.transport)) throw cannot();
    std::promise<bool> listens;
    auto heard = listens.get_future();
    thread_ = std::thread([this, &listens] { run(listens); });
    if (heard.get()) return;
    thread_.join();
    throw cannot();
  }

  ~Agent() { close(); }
  Agent(const Agent&) = delete;
  Agent& operator=(const Agent&) = delete;

  void close() {
    post([this] {
      for (auto& [call, dialog] : dialogs_) bid_farewell(*dialog);
      presence_.end();
      closes_by_ = SteadyClock::now() + kFarewell;
      pass_time();
    });
    {
      const std::lock_guard lock(posting_);
      is_closed_ = true;
    }
    if (thread_.joinable()) thread_.join();
  }

  void post(std::function<void()> what) {
    const std::lock_guard lock(posting_);
    if (is_closed_) return;
    su_msg_r message = SU_MSG_R_INIT;
    const su_task_r& task = *task_;
    auto* work = new std::function<void()>(std::move(what));
    KEPT_CHECK(su_msg_create(message, task, task, &Agent::do_posted, sizeof(void*)) == 0);
    *reinterpret_cast<std::function<void()>**>(su_msg_data(message)) = work;
    KEPT_CHECK(su_msg_send(message) == 0);
  }

  TrunkCall new_name() { return fmt::format("{}-{}", options_.run, ++count_); }
  [[nodiscard]] TrunkStanding standing() const { return presence_.standing(); }
  [[nodiscard]] std::size_t dialogs() const { return open_dialogs_; }

  void respond(const TrunkCall& call, int status, const char* phrase, const std::string& sdp) {
    Dialog* dialog = find(call);
    if (dialog == nullptr || dialog->stage == Stage::dialling || dialog->is_over) return;
    if (status >= 300 && dialog->stage == Stage::up) {
      // What was proposed is refused; the call goes on as it was (RFC 3261, 14.2).
      nua_respond(dialog->handle, status, phrase, TAG_END());
      return;
    }
    if (status >= 300) return refuse(*dialog, status, phrase);
    dialog->sdp = sdp;
    if (status >= 200) {
      // From now on they may take it for answered, whether we live to see their ACK or not.
      if (dialog->stage == Stage::invited) keep_answered(*dialog);
      dialog->stage = Stage::up;
      plan_refresh(*dialog);
    }
    nua_respond(dialog->handle, status, phrase, SIPTAG_CONTENT_TYPE_STR(kSdpType),
                SIPTAG_PAYLOAD_STR(sdp.c_str()), TAG_END());
  }

  void dial(const TrunkCall& call, const std::string& number, const std::string& presented,
            const SoundOffer& offer) {
    if (!is_number(number) || !is_number(presented)) {
      return listener_.failed(call, kAddressIncomplete);
    }
    const std::string to = gateway_url(number);
    const std::string from = fmt::format("<sip:{}@{}>", presented, options_.host);
    Dialog& dialog = add(call, nullptr, Stage::dialling);
    dialog.sdp = options_.gateway.starts_with('[') ? offer.v6 : offer.v4;
    dialog.handle = nua_handle(nua_, magic_of(dialog), NUTAG_URL(to.c_str()),
                               SIPTAG_TO_STR(("<" + to + ">").c_str()),
                               SIPTAG_FROM_STR(from.c_str()), TAG_END());
    nua_invite(dialog.handle, SIPTAG_CONTENT_TYPE_STR(kSdpType),
               SIPTAG_PAYLOAD_STR(dialog.sdp.c_str()), TAG_END());
  }

  void hang_up(const TrunkCall& call) {
    if (Dialog* dialog = find(call)) bid_farewell(*dialog);
  }

 private:
  enum class Stage { invited, dialling, up };
  struct Dialog {
    TrunkCall call;
    nua_handle_t* handle = nullptr;
    Stage stage = Stage::invited;
    std::string call_id = {};  ///< of SIP
    std::string target = {};   ///< where an invited caller is
    std::string ours = {};     ///< To of their INVITE, without our tag
    std::string theirs = {};   ///< From of it
    std::string route = {};
    std::string sdp = {};             ///< the last that we said
    bool is_over = false;             ///< the listener knows; the handle lives until Sofia says so
    bool has_identified = false;      ///< to the challenge of our INVITE
    std::chrono::seconds session{0};  ///< we say so often that it goes on; 0: they do
    std::optional<SteadyClock::time_point> refreshes_at = {};
    std::optional<SteadyClock::time_point> ends_at = {};  ///< unless it is refreshed by then
  };

  static void do_posted(su_root_magic_t* /*root*/, su_msg_r message, su_msg_arg_t* argument) {
    (void)message;
    const std::unique_ptr<std::function<void()>> work(
        *reinterpret_cast<std::function<void()>**>(argument));
    (*work)();
  }

  static nua_hmagic_t* magic_of(Dialog& dialog) { return reinterpret_cast<nua_hmagic_t*>(&dialog); }

  static void on_event(nua_event_t event, int status, const char* /*phrase*/, nua_t* /*nua*/,
                       nua_magic_t* magic, nua_handle_t* handle, nua_hmagic_t* dialog,
                       const sip_t* sip, tagi_t /*tags*/[]) {
    reinterpret_cast<Agent*>(magic)->take(event, status, handle, reinterpret_cast<Dialog*>(dialog),
                                          sip);
  }

  static void on_tick(su_root_magic_t* /*root*/, su_timer_t* /*timer*/, su_timer_arg_t* agent) {
    reinterpret_cast<Agent*>(agent)->pass_time();
  }

  /// Of somebody there; of itself without a user.
  [[nodiscard]] std::string gateway_url(const std::string& user) const {
    return fmt::format("sip:{}{}{};transport={}", user, user.empty() ? "" : "@", options_.gateway,
                       name_of(options_.transport));
  }

  /// All at once: a call that came before a later nua_set_params() would have its SDP judged.
  nua_t* new_agent() {
    const bool is_tls = options_.transport == SipTransport::tls;
    const std::string url = fmt::format("{}:{};transport={}", is_tls ? "sips" : "sip",
                                        options_.listen, name_of(options_.transport));
    const auto gateway = host_and_port(options_.gateway);
    const std::unique_ptr<su_strlst_t, FreeList> subjects(su_strlst_create(nullptr));
    if (gateway) su_strlst_dup_append(subjects.get(), gateway->host.c_str());
    const unsigned policy = static_cast<unsigned>(TPTLS_VERIFY_SUBJECTS_OUT) |
                            (options_.wants_certificate ? unsigned{TPTLS_VERIFY_SUBJECTS_IN} : 0U);
    const bool has_session = options_.session > 0ms;
    const auto session = std::chrono::duration_cast<std::chrono::seconds>(options_.session).count();
    return nua_create(
        root_, &Agent::on_event, reinterpret_cast<nua_magic_t*>(this),
        TAG_IF(!is_tls, NUTAG_URL(url.c_str())), TAG_IF(is_tls, NUTAG_SIPS_URL(url.c_str())),
        TAG_IF(is_tls, NUTAG_CERTIFICATE_DIR(options_.certificates.c_str())),
        TAG_IF(is_tls, TPTAG_TLS_VERSION(0)), TAG_IF(is_tls, TPTAG_TLS_VERIFY_POLICY(policy)),
        TAG_IF(is_tls, TPTAG_TLS_VERIFY_DEPTH(kCertificatesOnTheWay)),
        TAG_IF(is_tls, TPTAG_TLS_VERIFY_SUBJECTS(subjects.get())), NUTAG_MEDIA_ENABLE(0),
        NUTAG_AUTOALERT(0), NUTAG_AUTOANSWER(0), NUTAG_AUTO302(0), NUTAG_AUTO305(0),
        // Who may not wait says so; Sofia would dial again by itself, unasked.
        NUTAG_MAX_RETRY_AFTER(0), NUTAG_SESSION_TIMER(static_cast<unsigned>(session)),
        TAG_IF(has_session && session < 90, NUTAG_MIN_SE(static_cast<unsigned>(session))),
        NUTAG_SESSION_REFRESHER(nua_remote_refresher), SIPTAG_ALLOW_STR(kAllowed),
        SIPTAG_SERVER_STR("Kept311"), SIPTAG_USER_AGENT_STR("Kept311"), TAG_END());
  }

  void run(std::promise<bool>& listens) {
    su_init();
    su_log_redirect(nullptr, pass_over, nullptr);
    prove_by_sha256();
    root_ = su_root_create(nullptr);
    nua_ = new_agent();
    const bool works = nua_ != nullptr;
    su_timer_t* timer = nullptr;
    if (works) {
      su_task_copy(*task_, su_root_task(root_));
      end_what_was_left();
      presence_.begin(nua_);
      timer = su_timer_create(su_root_task(root_), kLookEvery.count());
      su_timer_set_for_ever(timer, &Agent::on_tick, reinterpret_cast<su_timer_arg_t*>(this));
    }
    listens.set_value(works);
    if (works) {
      su_root_run(root_);
      su_timer_destroy(timer);
      // Whoever still wants something of us must not find half of it.
      const std::lock_guard lock(posting_);
      is_closed_ = true;
      su_task_deinit(*task_);
      nua_destroy(nua_);
    }
    su_root_destroy(root_);
    su_deinit();
  }

  void pass_time() {
    presence_.pass_time();
    const auto now = SteadyClock::now();
    for (auto& [call, dialog] : dialogs_) {
      if (dialog->is_over) continue;
      if (dialog->ends_at && now >= *dialog->ends_at) {
        bid_farewell(*dialog);
      } else if (dialog->refreshes_at && now >= *dialog->refreshes_at) {
        refresh(*dialog);
      }
    }
    if (!closes_by_) return;
    const bool is_done = dialogs_.empty() && farewells_.empty() && presence_.has_ended();
    if (is_done || now >= *closes_by_) shut_down();
  }

  /// What has not been answered by now is not waited for: Sofia itself would for half a minute, and
  /// gives up nothing any more once it is being shut down.
  void shut_down() {
    closes_by_.reset();
    presence_.abandon();
    for (nua_handle_t* handle : std::exchange(farewells_, {})) nua_handle_destroy(handle);
    for (auto& [call, dialog] : dialogs_) {
      tell_end(*dialog);
      nua_handle_bind(dialog->handle, nullptr);
      nua_handle_destroy(dialog->handle);
    }
    dialogs_.clear();
    nua_shutdown(nua_);
  }

  void take(nua_event_t event, int status, nua_handle_t* handle, Dialog* dialog, const sip_t* sip) {
    if (dialog == nullptr && presence_.takes(event, status, handle, sip)) return;
    switch (event) {
      case nua_i_invite:
        return dialog == nullptr ? invite(handle, sip)
                                 : listener_.changed(dialog->call, body_of(sip));
      case nua_r_invite:
        if (dialog != nullptr) take_answer(*dialog, status, sip);
        return;
      case nua_r_method:
        if (status >= 200 && farewells_.erase(handle) > 0) nua_handle_destroy(handle);
        return;
      case nua_i_cancel:
      case nua_i_bye:
        if (dialog != nullptr) tell_end(*dialog);
        return;
      case nua_i_terminated:
        return drop(handle, dialog);
      case nua_r_shutdown:
        if (status >= 200) su_root_break(root_);
        return;
      case nua_i_options:
      case nua_i_message:
      case nua_i_info:
      case nua_i_notify:
      case nua_i_subscribe:
      case nua_i_refer:
      case nua_i_publish:
      case nua_i_register:
      case nua_i_method:
        // Answered by Sofia; what it made for a question outside of a call is ours to take away.
        if (dialog == nullptr && handle != nullptr) nua_handle_destroy(handle);
        return;
      default:
        return;
    }
  }

  void invite(nua_handle_t* handle, const sip_t* sip) {
    if (!options_.sources.empty() && !sources_.allows(source_of(nua_current_request(nua_)))) {
      nua_respond(handle, SIP_403_FORBIDDEN, TAG_END());
      return;
    }
    if (std::cmp_greater_equal(dialogs_.size(), options_.most_calls)) {
      nua_respond(handle, SIP_503_SERVICE_UNAVAILABLE, TAG_END());
      return;
    }
    Dialog& dialog = add(new_name(), handle, Stage::invited);
    nua_handle_bind(handle, magic_of(dialog));
    dialog.target = target_of(sip);
    dialog.route = route_of(sip, false);
    dialog.call_id = written(sip->sip_call_id);
    dialog.ours = written(sip->sip_to);
    dialog.theirs = written(sip->sip_from);
    note_session(dialog, sip, false);
    listener_.invited(dialog.call, number_in(sip->sip_from->a_url), number_in(sip->sip_to->a_url),
                      body_of(sip));
  }

  void take_answer(Dialog& dialog, int status, const sip_t* sip) {
    if (dialog.stage == Stage::up) return take_refreshed(dialog, status, sip);
    if (dialog.is_over || dialog.stage != Stage::dialling || status <= 100) return;
    if (status < 200) return listener_.progressed(dialog.call, body_of(sip));
    if (identified(dialog, status, sip)) return;
    if (status >= 300) {
      dialog.is_over = true;
      return listener_.failed(dialog.call, status);
    }
    dialog.stage = Stage::up;
    dialog.call_id = written(sip->sip_call_id);
    dialog.route = route_of(sip, true);
    book_.keep(dialog.call, {dialog.call_id, written(sip->sip_from), written(sip->sip_to),
                             target_of(sip), dialog.route});
    note_session(dialog, sip, true);
    plan_refresh(dialog);
    listener_.answered(dialog.call, body_of(sip));
  }

  /// Whether the request is on its way again, with who we are.
  bool identified(Dialog& dialog, int status, const sip_t* sip) {
    if (!is_challenge(status)) return false;
    const auto credentials = credentials_for(sip, options_.user, options_.password);
    if (!credentials || std::exchange(dialog.has_identified, true)) return false;
    nua_authenticate(dialog.handle, NUTAG_AUTH(credentials->c_str()), TAG_END());
    return true;
  }

  void note_session(Dialog& dialog, const sip_t* sip, bool we_called) const {
    const auto wanted = std::chrono::duration_cast<std::chrono::seconds>(options_.session);
    if (wanted.count() == 0) return;
    dialog.session = session_to_refresh(sip, we_called, wanted).value_or(0s);
  }

  /// At two fifths, so that Sofia does not do it at the half: it would without a description, as it
  /// is not let near ours.
  static void plan_refresh(Dialog& dialog) {
    if (dialog.session.count() == 0) return;
    dialog.refreshes_at = SteadyClock::now() + std::chrono::milliseconds(dialog.session) * 2 / 5;
    dialog.ends_at = SteadyClock::now() + dialog.session;
  }

  void refresh(Dialog& dialog) {
    dialog.refreshes_at.reset();
    dialog.has_identified = false;
    nua_invite(dialog.handle, SIPTAG_CONTENT_TYPE_STR(kSdpType),
               SIPTAG_PAYLOAD_STR(dialog.sdp.c_str()), TAG_END());
  }

  /// That nobody answers, or knows the call, Sofia takes for its end.
  void take_refreshed(Dialog& dialog, int status, const sip_t* sip) {
    if (dialog.is_over || status < 200 || dialog.refreshes_at) return;
    if (identified(dialog, status, sip)) return;
    if (status < 300) return plan_refresh(dialog);
    dialog.refreshes_at = SteadyClock::now() + kRefreshAgain;
  }

  void bid_farewell(Dialog& dialog) {
    if (dialog.is_over) return;
    switch (dialog.stage) {
      case Stage::invited:
        return refuse(dialog, SIP_480_TEMPORARILY_UNAVAILABLE);
      case Stage::dialling:
        nua_cancel(dialog.handle, TAG_END());
        return;
      case Stage::up:
        nua_bye(dialog.handle, TAG_END());
        return tell_end(dialog);
    }
  }

  void refuse(Dialog& dialog, int status, const char* phrase) {
    nua_respond(dialog.handle, status, phrase, TAG_END());
    tell_end(dialog);
  }

  void keep_answered(const Dialog& dialog) {
    const std::string tag = own_tag(dialog.handle, dialog.theirs);
    if (tag.empty()) return;
    book_.keep(dialog.call, {dialog.call_id, fmt::format("{};tag={}", dialog.ours, tag),
                             dialog.theirs, dialog.target, dialog.route});
  }

  /// A process before us was killed in the middle of these.
  void end_what_was_left() {
    for (const DialogRecord& left : book_.take_all()) {
      nua_handle_t* handle = nua_handle(
          nua_, nullptr, NUTAG_URL(left.target.c_str()), SIPTAG_CALL_ID_STR(left.call_id.c_str()),
          SIPTAG_FROM_STR(left.ours.c_str()), SIPTAG_TO_STR(left.theirs.c_str()),
          TAG_IF(!left.route.empty(), SIPTAG_ROUTE_STR(left.route.c_str())), TAG_END());
      nua_method(handle, NUTAG_METHOD("BYE"), SIPTAG_CSEQ_STR(kLastOfAll), TAG_END());
      farewells_.insert(handle);
    }
  }

  void tell_end(Dialog& dialog) {
    if (std::exchange(dialog.is_over, true)) return;
    dialog.refreshes_at.reset();
    book_.forget(dialog.call);
    listener_.ended(dialog.call);
  }

  /// Sofia is through with it; whatever the reason, it has an end.
  void drop(nua_handle_t* handle, Dialog* dialog) {
    if (dialog != nullptr) {
      tell_end(*dialog);
      nua_handle_bind(handle, nullptr);
      dialogs_.erase(TrunkCall(dialog->call));
      open_dialogs_ = dialogs_.size();
    }
    nua_handle_destroy(handle);
  }

  Dialog& add(const TrunkCall& call, nua_handle_t* handle, Stage stage) {
    auto& dialog = dialogs_[call];
    dialog = std::make_unique<Dialog>(Dialog{call, handle, stage});
    open_dialogs_ = dialogs_.size();
    return *dialog;
  }

  Dialog* find(const TrunkCall& call) {
    const auto found = dialogs_.find(call);
    return found == dialogs_.end() ? nullptr : found->second.get();
  }

  const SofiaTrunkOptions options_;
  const CallSources sources_;
  TrunkListener& listener_;
  DialogBook book_;
  TrunkPresence presence_;
  std::mutex posting_;  ///< guards is_closed_, and task_ from its end
  bool is_closed_ = false;
  std::thread thread_;
  std::atomic<std::int64_t> count_ = 0;
  std::atomic<std::size_t> open_dialogs_ = 0;
  su_root_t* root_ = nullptr;
  su_task_r task_[1] = {};
  nua_t* nua_ = nullptr;
  std::map<TrunkCall, std::unique_ptr<Dialog>> dialogs_;
  std::set<nua_handle_t*> farewells_;  ///< to calls of the process before
  std::optional<SteadyClock::time_point> closes_by_;
};

SofiaTrunk::SofiaTrunk(SofiaTrunkOptions options, TrunkListener& listener)
    : agent_(std::make_unique<Agent>(std::move(options), listener)) {}

SofiaTrunk::~SofiaTrunk() = default;

void SofiaTrunk::progress(const TrunkCall& call, const std::string& sdp) {
  agent_->post([=, this] { agent_->respond(call, SIP_183_SESSION_PROGRESS, sdp); });
}

void SofiaTrunk::answer(const TrunkCall& call, const std::string& sdp) {
  agent_->post([=, this] { agent_->respond(call, SIP_200_OK, sdp); });
}

void SofiaTrunk::refuse(const TrunkCall& call, int status) {
  agent_->post([=, this] { agent_->respond(call, status, sip_status_phrase(status), ""); });
}

TrunkCall SofiaTrunk::dial(const std::string& number, const std::string& presented,
                           const SoundOffer& offer) {
  TrunkCall call = agent_->new_name();
  agent_->post([=, this] { agent_->dial(call, number, presented, offer); });
  return call;
}

void SofiaTrunk::hang_up(const TrunkCall& call) {
  agent_->post([=, this] { agent_->hang_up(call); });
}

void SofiaTrunk::close() { agent_->close(); }
TrunkStanding SofiaTrunk::standing() const { return agent_->standing(); }
std::size_t SofiaTrunk::dialogs() const { return agent_->dialogs(); }

}  // namespace kept::trunk
