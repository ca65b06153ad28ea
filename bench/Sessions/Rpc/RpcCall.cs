using EventPlatform.Bench.Sessions.Access;
using EventPlatform.Bench.Sessions.Api;
using EventPlatform.Bench.Sessions.Calls;
using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Rpc;

/// <summary>An <c>event/send</c> by user 0.</summary>
/// <param name="port">Of the gateway.</param>
internal sealed class RpcCall(int port) : ICallKind
{
    private const int Ok = 200;
    private const string Body =
        "{\"class\":\"core\",\"subclass\":\"event\",\"cmd\":\"send\",\"data\":{\"class\":\"bench\",\"type\":\"call\",\"body\":{\"a\":1}}}";

    private readonly byte[] _request = new CallHead(port, $"{Requests.UserName(0)}:{GatewayAccess.Password}").Post("/rpc", Body);

    private static ReadOnlySpan<byte> OkBody => "{\"result\":\"ok\"}"u8;

    public byte[] Request(int number) => _request;

    public bool IsRight(HttpAnswer answer) => answer.Status == Ok && answer.Body.SequenceEqual(OkBody);
}
