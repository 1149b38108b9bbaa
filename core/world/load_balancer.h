#pragma once

#include "core/scenario/scenario.h"
#include "core/world/host.h"

namespace stampede {

/// Sends requests to the instances in turn, and takes those out that fail their health checks. The hosts must
/// outlive it.
class LoadBalancer {
public:
    LoadBalancer(Hosts& hosts, Services& services) : hosts_(hosts), services_(services) {}

    /// Whose turn it is, of those that live and have not been taken out; nullptr if there are none.
    Host* next();
    /// Checks health from now on, each instance on its own.
    void start(const Balancer& rule);

private:
    static Root check_health(Host& home, LoadBalancer& balancer, Balancer rule);
    void judge(Host& host, const Balancer& rule, std::uint32_t failed, std::uint32_t passed);

    Hosts& hosts_;
    Services& services_;
    std::uint32_t turn_ = 0;
};

}  // namespace stampede
