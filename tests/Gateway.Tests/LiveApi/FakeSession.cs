using System.Text;
using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Sessions;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Tests.LiveApi;

internal sealed class FakeSession(SessionClaim claim, int subscriptions) : ISessionConnection
{
    public SessionClaim Claim { get; set; } = claim;

    public int SubscriptionCount => subscriptions;

    public void End(CloseCode? code = null) => throw new InvalidOperationException("Ended by the sessions only.");

    public void Close(CloseCode code, string? reason = null) => throw new InvalidOperationException("Ended by the sessions only.");

    public Task<byte[]> Relay(ReadOnlyMemory<byte> request, Action acknowledged) => throw new NotSupportedException();

    public byte[] ListSubscriptions() =>
        Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, subscriptions).Select(Subscription))}]");

    /// <summary>The subscription of that number, counted from 0; in the order of numbers.</summary>
    public static string Subscription(int number) => number == 0
        ? """{"class":"c9","subclass":"*","type":"*","obj_id":"*","service":"default","body":{"a":1}}"""
        : $$"""{"class":"c{{9 - number}}","subclass":"*","type":"*","obj_id":"*","service":"default"}""";

    public byte[] Describe() =>
        Encoding.UTF8.GetBytes($$"""{"subscriptions":{{subscriptions}}}""");
}
