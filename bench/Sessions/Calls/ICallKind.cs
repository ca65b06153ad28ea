using EventPlatform.Bench.Sessions.Net;

namespace EventPlatform.Bench.Sessions.Calls;

/// <summary>What is called, and which answers are right.</summary>
internal interface ICallKind
{
    /// <param name="number">Of the call, from 0 on.</param>
    /// <returns>The call as it goes on the wire.</returns>
    byte[] Request(int number);

    bool IsRight(HttpAnswer answer);
}
