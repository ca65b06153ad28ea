using EventPlatform.Gateway.Management;

namespace EventPlatform.Gateway.ExternalApi;

/// <summary>What an operator counts of this front end, its connections and deliveries under <c>door="external_api"</c>.</summary>
internal sealed class ExternalApiMetrics(PlatformMetrics metrics)
{
    public DoorMetrics Door { get; } = metrics.For("external_api");

    public void SubscriptionsChanged(int by) => metrics.SubscriptionsChanged(by);
}
