using EventPlatform.Contracts.Sessions;
using EventPlatform.Gateway.Sessions;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Gateway.Tests.Sessions;

/// <summary>A session without a connection.</summary>
internal sealed class FakeSession(SessionClaim claim) : ISessionConnection
{
    public SessionClaim Claim => claim;

    public int SubscriptionCount => 2;

    internal CloseCode? Closed { get; private set; }

    public void End(CloseCode? code = null)
    {
    }

    public void Close(CloseCode code, string? reason = null) => Closed = code;

    public Task<byte[]> Relay(ReadOnlyMemory<byte> request, Action acknowledged) => Task.FromResult<byte[]>([]);

    public byte[] Describe() => "{}"u8.ToArray();

    public byte[] ListSubscriptions() => "[]"u8.ToArray();
}
