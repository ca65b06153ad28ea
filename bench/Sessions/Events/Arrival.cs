namespace EventPlatform.Bench.Sessions.Events;

/// <summary>What an event that came is, by those of its publisher that came before.</summary>
internal enum Arrival
{
    /// <summary>The next.</summary>
    InOrder,

    /// <summary>Some before it have not come.</summary>
    AfterGap,

    /// <summary>One that had not come before later ones.</summary>
    Late,

    /// <summary>One that has come already.</summary>
    Again,

    /// <summary>None of those that this subscriber gets.</summary>
    Foreign,
}
