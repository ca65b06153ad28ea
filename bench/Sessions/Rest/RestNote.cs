using EventPlatform.Bench.Sessions.Calls;
using EventPlatform.Bench.Sessions.Net;
using EventPlatform.Bench.Sessions.Sets;

namespace EventPlatform.Bench.Sessions.Rest;

/// <summary>
/// Sets the notes of all extensions by turns, each to a text that was not there before, so that each set is a durable change.
/// </summary>
/// <param name="head">Writes requests.</param>
/// <param name="extensionCount">How many extensions there are.</param>
internal sealed class RestNote(CallHead head, int extensionCount) : ICallKind
{
    private const int NoContent = 204;

    public byte[] Request(int number) => head.Post(
        RestBench.ExtensionPath(SetsStore.FirstExtension + (number % extensionCount)) + "/note/set", $"{{\"note\":\"note {number}\"}}");

    public bool IsRight(HttpAnswer answer) => answer.Status == NoContent;
}
