namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>How an HTTP call says who it is.</summary>
internal enum HttpScheme
{
    Basic,

    Bearer,

    Nobody,
}
