using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Contracts.Gateways;

/// <summary>A one-way command from one gateway to another. A question and its answer are two, joined by the correlation.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="From">Who posted it, and where an answer goes.</param>
/// <param name="Correlation">Chosen by the asking gateway; 0 when no answer is awaited.</param>
/// <param name="SessionId">The session it concerns; empty when none.</param>
/// <param name="Payload">UTF-8 JSON as <paramref name="Kind"/> defines it; empty when none.</param>
[GenerateSerializer, Immutable, Alias("ep.GatewayCommand")]
public sealed record GatewayCommand(
    [property: Id(0)] GatewayCommandKind Kind,
    [property: Id(1)] GatewayRef From,
    [property: Id(2)] long Correlation,
    [property: Id(3)] string SessionId,
    [property: Id(4)] byte[] Payload);
