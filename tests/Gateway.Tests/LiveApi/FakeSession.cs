using System.Text;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Sessions;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Tests.LiveApi;

internal sealed class FakeSession(SessionClaim claim, int subscriptions) : ISessionConnection
{
    public SessionClaim Claim { get; set; } = claim;

    public int SubscriptionCount => subscriptions;

    public void Close(CloseCode code, string? reason = null) => throw new InvalidOperationException("Ended by the sessions only.");

    public byte[] Describe() =>
        Encoding.UTF8.GetBytes($$"""{"subscriptions":[{{string.Join(',', Enumerable.Repeat("{}", subscriptions))}}]}""");
}
