using EventPlatform.Bench.Sessions.Calls;
using EventPlatform.Bench.Sessions.Net;
using EventPlatform.Bench.Sessions.Sets;

namespace EventPlatform.Bench.Sessions.Rest;

/// <summary>Reads one extension, always the same.</summary>
/// <param name="head">Writes requests.</param>
internal sealed class RestGet(CallHead head) : ICallKind
{
    private const int Ok = 200;

    private readonly byte[] _request = head.Get(RestBench.ExtensionPath(SetsStore.FirstExtension));

    private static ReadOnlySpan<byte> Member => "\"extensionNumber\":\"1000\""u8;

    public byte[] Request(int number) => _request;

    public bool IsRight(HttpAnswer answer) => answer.Status == Ok && answer.Body.IndexOf(Member) >= 0;
}
