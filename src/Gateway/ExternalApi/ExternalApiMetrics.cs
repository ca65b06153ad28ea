using EventPlatform.Gateway.Management;

namespace EventPlatform.Gateway.ExternalApi;

/// <summary>What an operator counts of this front end, its connections and deliveries under <c>door="external_api"</c>.</summary>
internal sealed class ExternalApiMetrics(PlatformMetrics metrics)
{
    public DoorMetrics Door { get; } = metrics.For(Doors.ExternalApi);

    public void SubscriptionsChanged(int by) => metrics.SubscriptionsChanged(by);

    /// <summary>A login or a call was refused for its credentials.</summary>
    public void CredentialsRefused() => metrics.CredentialsRefused(Doors.ExternalApi);

    /// <summary>A request, or the connection, was answered with this error.</summary>
    public void Answered(ApiError error) => metrics.ErrorAnswered(Doors.ExternalApi, error.Code);
}
