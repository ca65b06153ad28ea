using EventPlatform.Contracts.Events;

namespace EventPlatform.Bench.Micro;

/// <summary>The event that all benchmarks have: all fields given, and a body of 128 bytes.</summary>
internal static class SampleEvent
{
    internal const int BodyBytes = 128;

    internal static ReadOnlySpan<byte> Service => "default"u8;

    internal static ReadOnlySpan<byte> Class => "call"u8;

    internal static ReadOnlySpan<byte> ObjId => "line-000000"u8;

    internal static ReadOnlySpan<byte> Body =>
        """{"caller":"+49 30 1234567","queue":"support","position":3,"waiting":true"""u8
        + ""","note":"asks for the state of order 4711-0815-0000042"}"""u8;

    /// <summary>The event under another object id.</summary>
    internal static EventRecord Of(ReadOnlySpan<byte> objId) => new()
    {
        Time = 1_700_000_000_000,
        Service = Service,
        Class = Class,
        Subclass = "inbound"u8,
        Type = "ringing"u8,
        ObjId = objId,
        Session = "0f8fad5b-d9cb-469f-a165-70867728950e"u8,
        User = "operator"u8,
        Body = Body,
    };
}
