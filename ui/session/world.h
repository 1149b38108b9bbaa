#pragma once

#include <QString>

#include <string>

namespace stampede::ui {

/// Where runs come from: the simulation, a Redis that is started for one run and is nobody else's, or a
/// server that an address names.
class World {
public:
    static World simulated() { return {}; }
    static World privateLive();
    /// REQUIRES: it begins with "redis". An address that is none is said to be so when a run is wanted.
    static World redis(const std::string& address);
    /// As a recording or a command line names it: "simulated", "live" or an address.
    static World named(const std::string& name);

    bool isSimulated() const { return kind_ == Kind::simulated; }
    bool isPrivateLive() const { return kind_ == Kind::privateLive; }
    /// Somebody else's server.
    bool isElsewhere() const { return kind_ == Kind::redis; }
    /// As run_live() takes it, with the password of the address: for nothing that is shown or kept.
    /// REQUIRES: it is not simulated.
    std::string where() const;
    /// "simulated", "live" or the address without its password.
    QString name() const;
    friend bool operator==(const World&, const World&) = default;

private:
    enum class Kind { simulated, privateLive, redis };
    Kind kind_ = Kind::simulated;
    std::string address_;
};

}  // namespace stampede::ui
