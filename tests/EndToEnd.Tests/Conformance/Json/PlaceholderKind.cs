namespace EventPlatform.EndToEnd.Tests.Conformance.Json;

/// <summary>What a placeholder of an expectation stands for.</summary>
internal enum PlaceholderKind
{
    /// <summary>Any value.</summary>
    Any,

    /// <summary>A number written with digits and at most a leading minus.</summary>
    Int,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A string that is a UUID in lower case with hyphens.</summary>
    Uuid,

    /// <summary>An object.</summary>
    Object,

    /// <summary>A string of a pattern in which <c>*</c> is any text.</summary>
    Like,

    /// <summary>The value that an earlier placeholder bound.</summary>
    Bound,
}
