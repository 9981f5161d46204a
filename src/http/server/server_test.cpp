#include "http/server/server.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <filesystem>
#include <fstream>
#include <future>
#include <stdexcept>

namespace kept::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// A client that says exactly what it is told, byte by byte, and reads whole answers.
class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(io_) {
    socket_.connect({asio::ip::make_address("127.0.0.1"), port});
  }

  void say(const std::string& bytes) { asio::write(socket_, asio::buffer(bytes)); }

  /// The next answer: head and body; empty when the server closed the connection.
  std::string hear() {
    boost::system::error_code error;
    const std::size_t head = asio::read_until(socket_, heard_, "\r\n\r\n", error);
    if (error) return "";
    std::string answer = take(head);
    const std::string name = "Content-Length: ";
    const std::size_t at = answer.find(name);
    if (at == std::string::npos) return answer;
    const std::size_t length = std::stoul(answer.substr(at + name.size()));
    if (heard_.size() < length) {
      asio::read(socket_, heard_, asio::transfer_exactly(length - heard_.size()), error);
    }
    return answer + take(std::min(length, heard_.size()));
  }

  std::string ask(const std::string& bytes) {
    say(bytes);
    return hear();
  }

 private:
  std::string take(std::size_t size) {
    const auto begin = asio::buffers_begin(heard_.data());
    std::string taken(begin, begin + static_cast<std::ptrdiff_t>(size));
    heard_.consume(size);
    return taken;
  }

  asio::io_context io_;
  tcp::socket socket_;
  asio::streambuf heard_;
};

std::string get(const std::string& target) {
  return "GET " + target + " HTTP/1.1\r\nHost: here\r\n\r\n";
}
std::string post(const std::string& body, const std::string& headers = "") {
  return "POST /echo HTTP/1.1\r\nHost: here\r\n" + headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

class ServerTest : public ::testing::Test {
 protected:
  ServerTest() {
    options_.max_body = 1000;
    options_.max_header = 2000;
    options_.report = [this](const std::string& what) { reported_.set_value(what); };
  }

  std::uint16_t start() {
    Router router;
    router.on("GET", "/hello", [](const Request&) {
      return Response{200, "text/plain", "hi", {}};
    });
    router.on("POST", "/echo", [](const Request& request) {
      return Response{200, "text/plain", request.body, {}};
    });
    router.on("GET", "/thing/{name}", [](const Request& request) {
      return Response{200, "text/plain", request.parameters.at("name"), {}};
    });
    router.on("GET", "/broken",
              [](const Request&) -> Response { throw std::runtime_error("the handler broke"); });
    router.on("GET", "/talkative", [](const Request&) {
      return Response{200, "text/plain", "hi", {{"Link", std::string(70'000, 'x')}}};
    });
    router.on("GET", "/slow", [this](const Request&) {
      begun_.set_value();
      go_on_.get_future().wait();
      return Response{200, "text/plain", "at last", {}};
    });
    router.on("GET", "/file", [this](const Request& request) {
      Response response{200, "text/csv", "", {}};
      if (request.query_value("part")) {
        response.file = FilePart{file_.string(), 300'000, 5};
      } else {
        response.file = FilePart{file_.string(), 0, kFileSize};
      }
      return response;
    });
    server_.emplace(options_, std::move(router));
    server_->watch_at("/live", [](const Request&) -> std::optional<Watcher> {
      throw std::runtime_error("the store cannot be read");
    });
    server_->start();
    return server_->port();
  }

  void TearDown() override { std::filesystem::remove(file_); }

  /// Of several pieces, in which no two places look the same.
  std::string make_file() {
    std::string content;
    for (int i = 0; content.size() < kFileSize; ++i) content += std::to_string(i) + "\n";
    content.resize(kFileSize);
    std::ofstream(file_, std::ios::binary) << content;
    return content;
  }

  static constexpr std::int64_t kFileSize = 1'000'000;
  std::filesystem::path file_ =
      ::testing::TempDir() + "kept311_server_test_" + std::to_string(::getpid());
  ServerOptions options_;
  std::optional<Server> server_;
  std::promise<std::string> reported_;
  std::promise<void> begun_;
  std::promise<void> go_on_;
};

TEST_F(ServerTest, KeepsTheConnectionForTheNextRequest) {
  Client client(start());
  for (int i = 0; i < 3; ++i) {
    const std::string answer = client.ask(get("/hello"));
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200")) << answer;
    EXPECT_TRUE(answer.ends_with("\r\n\r\nhi")) << answer;
  }
}

TEST_F(ServerTest, AnswersRequestsThatCameTogetherInTheirOrder) {
  Client client(start());
  client.say(get("/thing/one") + get("/thing/two"));
  EXPECT_TRUE(client.hear().ends_with("one"));
  EXPECT_TRUE(client.hear().ends_with("two"));
}

TEST_F(ServerTest, LetsIdleClientsGo) {
  options_.idle_timeout = milliseconds(300);
  Client client(start());
  EXPECT_FALSE(client.ask(get("/hello")).empty());
  const auto begun = steady_clock::now();
  EXPECT_EQ(client.hear(), "");
  EXPECT_GE(steady_clock::now() - begun, milliseconds(200));
}

TEST_F(ServerTest, LetsGoWhoSendsDropByDrop) {
  options_.request_timeout = milliseconds(300);
  Client client(start());
  const auto begun = steady_clock::now();
  client.say("GET /hello HTTP/1.1\r\n");
  EXPECT_EQ(client.hear(), "");
  EXPECT_LT(steady_clock::now() - begun, milliseconds(5000));
}

TEST_F(ServerTest, RefusesWhatIsTooBigAndStillSaysSo) {
  const auto port = start();
  EXPECT_TRUE(Client(port).ask(post(std::string(1000, 'x'))).starts_with("HTTP/1.1 200"));
  EXPECT_TRUE(Client(port).ask(post(std::string(300'000, 'x'))).starts_with("HTTP/1.1 413"));
  const std::string header = "X-Long: " + std::string(3000, 'x') + "\r\n";
  EXPECT_TRUE(Client(port).ask(post("", header)).starts_with("HTTP/1.1 431"));
}

TEST_F(ServerTest, AsksForTheBodyOfWhoWaitsForThat) {
  Client client(start());
  const std::string body = "patience";
  client.say(
      "POST /echo HTTP/1.1\r\nHost: here\r\nExpect: 100-continue\r\nContent-Length: 8\r\n\r\n");
  EXPECT_TRUE(client.hear().starts_with("HTTP/1.1 100"));
  EXPECT_TRUE(client.ask(body).ends_with(body));
}

TEST_F(ServerTest, RefusesWhatIsNoRequest) {
  const auto port = start();
  for (const std::string& nonsense :
       {std::string("no such thing\r\n\r\n"), get("/thing/%zz"), get("/thing/%ff"),
        get("/thing/%00"), get("/thing/a%2fb"), get("*"), get("hello"),
        std::string("GET /hello HTTP/1.1\r\nContent-Length: many\r\n\r\n"),
        std::string("GET /hello HTTP/7.7\r\n\r\n")}) {
    EXPECT_TRUE(Client(port).ask(nonsense).starts_with("HTTP/1.1 400")) << nonsense;
  }
  EXPECT_TRUE(Client(port).ask(get("http://here/thing/a%20b")).ends_with("a b"));
  EXPECT_TRUE(Client(port).ask(get("/nothing")).starts_with("HTTP/1.1 404"));
  const std::string refused =
      Client(port).ask("BREW /hello HTTP/1.1\r\nHost: here\r\nContent-Length: 0\r\n\r\n");
  EXPECT_TRUE(refused.starts_with("HTTP/1.1 405")) << refused;
  EXPECT_NE(refused.find("Allow: GET"), std::string::npos) << refused;
}

TEST_F(ServerTest, SurvivesAHandlerThatThrows) {
  Client client(start());
  EXPECT_TRUE(client.ask(get("/broken")).starts_with("HTTP/1.1 500"));
  EXPECT_EQ(reported_.get_future().get(), "/broken: the handler broke");
  EXPECT_TRUE(client.ask(get("/hello")).starts_with("HTTP/1.1 200"));
}

TEST_F(ServerTest, SurvivesAnAnswerWhoseHeadIsTooLarge) {
  Client client(start());
  EXPECT_TRUE(client.ask(get("/talkative")).starts_with("HTTP/1.1 500"));
  EXPECT_TRUE(reported_.get_future().get().starts_with("/talkative: "));
  EXPECT_TRUE(client.ask(get("/hello")).starts_with("HTTP/1.1 200"));
}

TEST_F(ServerTest, SurvivesAWatcherWhoCannotBeLookedUp) {
  Client client(start());
  const std::string upgrade =
      "GET /live HTTP/1.1\r\nHost: here\r\nOrigin: http://here\r\nConnection: Upgrade\r\n"
      "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  EXPECT_TRUE(client.ask(upgrade).starts_with("HTTP/1.1 500"));
  EXPECT_EQ(reported_.get_future().get(), "/live: the store cannot be read");
  EXPECT_TRUE(client.ask(get("/hello")).starts_with("HTTP/1.1 200"));
}

TEST_F(ServerTest, AnswersWhatIsUnderWayBeforeItCloses) {
  const auto port = start();
  Client idle(port);
  EXPECT_FALSE(idle.ask(get("/hello")).empty());
  Client waiting(port);
  waiting.say(get("/slow"));
  begun_.get_future().wait();
  auto drained = std::async(std::launch::async, [this] { server_->drain(milliseconds(10'000)); });
  EXPECT_EQ(idle.hear(), "");  // let go at once, although its time was not over
  EXPECT_EQ(drained.wait_for(milliseconds(0)), std::future_status::timeout);
  go_on_.set_value();
  const std::string answer = waiting.hear();
  EXPECT_TRUE(answer.ends_with("at last")) << answer;
  EXPECT_NE(answer.find("Connection: close"), std::string::npos) << answer;
  EXPECT_EQ(drained.wait_for(milliseconds(5000)), std::future_status::ready);
  EXPECT_THROW(Client{port}, boost::system::system_error);
}

TEST_F(ServerTest, TellsWhatItAnswered) {
  std::promise<Answered> told;
  options_.observe = [&](const Answered& answered) { told.set_value(answered); };
  Client client(start());
  EXPECT_FALSE(client.ask(get("/thing/secret")).empty());
  const Answered answered = told.get_future().get();
  EXPECT_EQ(answered.method, "GET");
  EXPECT_EQ(answered.route, "/thing/{name}");
  EXPECT_EQ(answered.status, 200);
}

TEST_F(ServerTest, SendsAFileInPiecesAndStaysReadyForTheNextQuestion) {
  const std::string content = make_file();
  Client client(start());
  const std::string whole = client.ask(get("/file"));
  EXPECT_TRUE(whole.ends_with("\r\n\r\n" + content)) << whole.size();
  EXPECT_TRUE(client.ask(get("/file?part=1")).ends_with("\r\n\r\n" + content.substr(300'000, 5)));
  EXPECT_TRUE(client.ask(get("/hello")).ends_with("hi"));
}

TEST_F(ServerTest, AFileThatWentMeanwhileIsToBeAskedForAgain) {
  Client client(start());
  EXPECT_TRUE(client.ask(get("/file")).starts_with("HTTP/1.1 503"));
  EXPECT_TRUE(client.ask(get("/hello")).ends_with("hi"));
}

TEST_F(ServerTest, AFileThatEndsTooEarlyEndsTheConnection) {
  make_file();
  std::filesystem::resize_file(file_, 300'000);
  Client client(start());
  // What comes next would be taken for the rest of the file.
  const std::string heard = client.ask(get("/file") + get("/hello"));
  EXPECT_LT(heard.size(), 400'000U);
  EXPECT_FALSE(heard.ends_with("hi"));
}

}  // namespace
}  // namespace kept::http
