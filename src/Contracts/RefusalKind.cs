namespace EventPlatform.Contracts;

/// <summary>The closed list of expected refusals. Every door has one total table from these to its own codes and texts.</summary>
[GenerateSerializer, Alias("ep.RefusalKind")]
public enum RefusalKind
{
    /// <summary>What was addressed does not exist.</summary>
    NotFound = 0,

    /// <summary>A name or id is in use.</summary>
    Taken = 1,

    /// <summary>A value breaks a rule.</summary>
    Invalid = 2,

    /// <summary>The change contradicts the state as it is.</summary>
    Conflict = 3,

    /// <summary>The caller may not do this.</summary>
    Denied = 4,

    /// <summary>A bound is reached; later it may work.</summary>
    Full = 5,

    /// <summary>What was addressed has ended, or the caller's own claim has.</summary>
    Gone = 6,
}
