using System.Collections.Immutable;

namespace EventPlatform.Contracts.Gateways;

/// <summary>Commands in order; <paramref name="Last"/> is the number of the last one, to be passed with the next read.</summary>
[GenerateSerializer, Immutable, Alias("ep.MailboxPage")]
public sealed record MailboxPage([property: Id(0)] long Last, [property: Id(1)] ImmutableArray<GatewayCommand> Commands);
