#include "trunk/sofia_trunk.h"

#include <fmt/format.h>
#include <sofia-sip/nua.h>
#include <sofia-sip/nua_tag.h>
#include <sofia-sip/sip_header.h>
#include <sofia-sip/sip_status.h>
#include <sofia-sip/su_log.h>
#include <sofia-sip/su_wait.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include "base/check.h"
#include "trunk/dialog_book.h"
#include "trunk/rtp_socket.h"

namespace kept::trunk {
namespace {

constexpr const char* kAllowed = "INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE, PRACK";
constexpr int kAddressIncomplete = 484;
/// Later than all that was said in a dialog whose numbers nobody knows any more (RFC
/// 3261, 8.1.1.5).
constexpr const char* kLastOfAll = "2147483000 BYE";
constexpr const char* kSdpType = "application/sdp";

bool is_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  return !text.empty() && text.size() <= 32 &&
         std::ranges::all_of(text, [](unsigned char each) { return std::isdigit(each) != 0; });
}

/// Who withholds their number, or has a name in place of one, has none.
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

/// Asked first, for Sofia leaks what it has made by then when an address is taken.
bool can_listen(const std::string& address) {
  const std::size_t colon = address.rfind(':');
  if (colon == std::string::npos) return false;
  std::uint16_t port = 0;
  const char* const end = address.data() + address.size();
  const auto read = std::from_chars(address.data() + colon + 1, end, port);
  if (read.ec != std::errc() || read.ptr != end) return false;
  return RtpSocket::open(address.substr(0, colon), port).has_value();
}

/// Sofia's own log would name whoever calls.
void pass_over(void* /*stream*/, const char* /*format*/, va_list /*arguments*/) {}

template <typename Header>
std::string written(const Header* header) {
  if (header == nullptr) return {};
  su_home_t home[1] = {SU_HOME_INIT(home)};
  const char* text = sip_header_as_string(home, reinterpret_cast<const sip_header_t*>(header));
  std::string copy = text != nullptr ? text : "";
  su_home_deinit(home);
  return copy;
}

std::string target_of(const sip_t* sip) {
  if (sip->sip_contact == nullptr) return {};
  su_home_t home[1] = {SU_HOME_INIT(home)};
  const char* text = url_as_string(home, sip->sip_contact->m_url);
  std::string copy = text != nullptr ? text : "";
  su_home_deinit(home);
  return copy;
}

}  // namespace

/// Everything but post() and dial()'s name is done by thread_.
class SofiaTrunk::Agent {
 public:
  Agent(SofiaTrunkOptions options, TrunkListener& listener)
      : options_(std::move(options)), listener_(listener), book_(options_.dialogs) {
    const auto cannot = [this] {
      return std::runtime_error("SIP: cannot listen on " + options_.listen);
    };
    if (!can_listen(options_.listen)) throw cannot();
    std::promise<bool> listens;
    auto heard = listens.get_future();
    thread_ = std::thread([this, &listens] { run(listens); });
    if (heard.get()) return;
    thread_.join();
    throw cannot();
  }

  ~Agent() {
    post([this] {
      for (auto& [call, dialog] : dialogs_) bid_farewell(*dialog);
      nua_shutdown(nua_);
    });
    thread_.join();
  }

  Agent(const Agent&) = delete;
  Agent& operator=(const Agent&) = delete;

  [[nodiscard]] std::size_t dialogs() const { return known_; }

  void post(std::function<void()> what) {
    su_msg_r message = SU_MSG_R_INIT;
    const su_task_r& task = *task_;
    auto* work = new std::function<void()>(std::move(what));
    KEPT_CHECK(su_msg_create(message, task, task, &Agent::do_posted, sizeof(void*)) == 0);
    *reinterpret_cast<std::function<void()>**>(su_msg_data(message)) = work;
    KEPT_CHECK(su_msg_send(message) == 0);
  }

  TrunkCall new_name() { return fmt::format("{}-{}", options_.run, ++count_); }

  void respond(const TrunkCall& call, int status, const char* phrase, const std::string& sdp) {
    Dialog* dialog = find(call);
    if (dialog == nullptr || dialog->stage == Stage::dialling || dialog->is_over) return;
    if (status >= 300 && dialog->stage == Stage::up) {
      // What was proposed is refused; the call goes on as it was (RFC 3261, 14.2).
      nua_respond(dialog->handle, status, phrase, TAG_END());
      return;
    }
    if (status >= 300) return refuse(*dialog, status, phrase);
    if (status >= 200) dialog->stage = Stage::up;
    nua_respond(dialog->handle, status, phrase, SIPTAG_CONTENT_TYPE_STR(kSdpType),
                SIPTAG_PAYLOAD_STR(sdp.c_str()), TAG_END());
  }

  void dial(const TrunkCall& call, const std::string& number, const std::string& presented,
            const std::string& sdp) {
    if (!is_number(number) || !is_number(presented)) {
      return listener_.failed(call, kAddressIncomplete);
    }
    const std::string to = fmt::format("sip:{}@{}", number, options_.gateway);
    const std::string from = fmt::format("<sip:{}@{}>", presented, options_.host);
    Dialog& dialog = add(call, nullptr, Stage::dialling);
    dialog.handle = nua_handle(nua_, magic_of(dialog), NUTAG_URL(to.c_str()),
                               SIPTAG_TO_STR(("<" + to + ">").c_str()),
                               SIPTAG_FROM_STR(from.c_str()), TAG_END());
    nua_invite(dialog.handle, SIPTAG_CONTENT_TYPE_STR(kSdpType), SIPTAG_PAYLOAD_STR(sdp.c_str()),
               TAG_END());
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
    std::string call_id;  ///< of SIP
    std::string target;   ///< where an invited caller is
    std::string route;
    bool is_over = false;  ///< the listener knows; the handle lives until Sofia says so
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

  void run(std::promise<bool>& listens) {
    su_init();
    su_log_redirect(nullptr, pass_over, nullptr);
    root_ = su_root_create(nullptr);
    const std::string url = "sip:" + options_.listen + ";transport=udp";
    // All at once: a call that came before a later nua_set_params() would have its SDP judged.
    nua_ = nua_create(root_, &Agent::on_event, reinterpret_cast<nua_magic_t*>(this),
                      NUTAG_URL(url.c_str()), NUTAG_MEDIA_ENABLE(0), NUTAG_AUTOALERT(0),
                      // The other side asks whether a long call is still there: a question of
                      // Sofia's own would be without SDP, as it is not let near ours.
                      NUTAG_AUTOANSWER(0), NUTAG_SESSION_TIMER(0),
                      NUTAG_SESSION_REFRESHER(nua_remote_refresher), SIPTAG_ALLOW_STR(kAllowed),
                      SIPTAG_SERVER_STR("Kept311"), TAG_END());
    const bool works = nua_ != nullptr;
    if (works) su_task_copy(*task_, su_root_task(root_));
    if (works) end_what_was_left();
    listens.set_value(works);
    if (works) {
      su_root_run(root_);
      su_task_deinit(*task_);
      nua_destroy(nua_);
    }
    su_root_destroy(root_);
    su_deinit();
  }

  void take(nua_event_t event, int status, nua_handle_t* handle, Dialog* dialog, const sip_t* sip) {
    switch (event) {
      case nua_i_invite:
        return dialog == nullptr ? invite(handle, sip)
                                 : listener_.changed(dialog->call, body_of(sip));
      case nua_r_invite:
        if (dialog != nullptr) take_answer(*dialog, status, sip);
        return;
      case nua_i_ack:
        // Only now our tag is known.
        if (dialog != nullptr) keep(*dialog, sip->sip_to, sip->sip_from, dialog->target);
        return;
      case nua_r_method:
        if (dialog == nullptr && status >= 200) nua_handle_destroy(handle);
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
    if (std::cmp_greater_equal(dialogs_.size(), options_.most_calls)) {
      nua_respond(handle, SIP_503_SERVICE_UNAVAILABLE, TAG_END());
      return;
    }
    Dialog& dialog = add(new_name(), handle, Stage::invited);
    nua_handle_bind(handle, magic_of(dialog));
    dialog.target = target_of(sip);
    dialog.route = written(sip->sip_record_route);
    dialog.call_id = written(sip->sip_call_id);
    listener_.invited(dialog.call, number_in(sip->sip_from->a_url), number_in(sip->sip_to->a_url),
                      body_of(sip));
  }

  void take_answer(Dialog& dialog, int status, const sip_t* sip) {
    if (dialog.is_over || dialog.stage != Stage::dialling || status <= 100) return;
    if (status < 200) return listener_.progressed(dialog.call, body_of(sip));
    if (status >= 300) {
      dialog.is_over = true;
      return listener_.failed(dialog.call, status);
    }
    dialog.stage = Stage::up;
    dialog.call_id = written(sip->sip_call_id);
    dialog.route = written(sip->sip_record_route);
    keep(dialog, sip->sip_from, sip->sip_to, target_of(sip));
    listener_.answered(dialog.call, body_of(sip));
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

  template <typename Ours, typename Theirs>
  void keep(const Dialog& dialog, const Ours* ours, const Theirs* theirs,
            const std::string& target) {
    if (dialog.is_over) return;
    book_.keep(dialog.call, {dialog.call_id, written(ours), written(theirs), target, dialog.route});
  }

  /// A process before us was killed in the middle of these.
  void end_what_was_left() {
    for (const DialogRecord& left : book_.take_all()) {
      nua_handle_t* handle = nua_handle(
          nua_, nullptr, NUTAG_URL(left.target.c_str()), SIPTAG_CALL_ID_STR(left.call_id.c_str()),
          SIPTAG_FROM_STR(left.ours.c_str()), SIPTAG_TO_STR(left.theirs.c_str()),
          TAG_IF(!left.route.empty(), SIPTAG_ROUTE_STR(left.route.c_str())), TAG_END());
      nua_method(handle, NUTAG_METHOD("BYE"), SIPTAG_CSEQ_STR(kLastOfAll), TAG_END());
    }
  }

  void tell_end(Dialog& dialog) {
    if (std::exchange(dialog.is_over, true)) return;
    book_.forget(dialog.call);
    listener_.ended(dialog.call);
  }

  /// Sofia is through with it; whatever the reason, it has an end.
  void drop(nua_handle_t* handle, Dialog* dialog) {
    if (dialog != nullptr) {
      tell_end(*dialog);
      nua_handle_bind(handle, nullptr);
      dialogs_.erase(TrunkCall(dialog->call));
      known_ = dialogs_.size();
    }
    nua_handle_destroy(handle);
  }

  Dialog& add(const TrunkCall& call, nua_handle_t* handle, Stage stage) {
    auto& dialog = dialogs_[call];
    dialog = std::make_unique<Dialog>(Dialog{call, handle, stage, {}, {}, {}, false});
    known_ = dialogs_.size();
    return *dialog;
  }

  Dialog* find(const TrunkCall& call) {
    const auto found = dialogs_.find(call);
    return found == dialogs_.end() ? nullptr : found->second.get();
  }

  const SofiaTrunkOptions options_;
  TrunkListener& listener_;
  DialogBook book_;
  std::thread thread_;
  std::atomic<std::int64_t> count_ = 0;
  std::atomic<std::size_t> known_ = 0;  ///< dialogs, for any thread
  su_root_t* root_ = nullptr;
  su_task_r task_[1] = {};
  nua_t* nua_ = nullptr;
  std::map<TrunkCall, std::unique_ptr<Dialog>> dialogs_;
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
                           const std::string& sdp) {
  TrunkCall call = agent_->new_name();
  agent_->post([=, this] { agent_->dial(call, number, presented, sdp); });
  return call;
}

void SofiaTrunk::hang_up(const TrunkCall& call) {
  agent_->post([=, this] { agent_->hang_up(call); });
}

std::size_t SofiaTrunk::dialogs() const { return agent_->dialogs(); }

}  // namespace kept::trunk
