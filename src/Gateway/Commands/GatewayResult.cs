using System.Diagnostics.CodeAnalysis;
using EventPlatform.Contracts;

namespace EventPlatform.Gateway.Commands;

/// <summary>What a command brought: a value, a refusal, or a failure; exactly one.</summary>
internal readonly record struct GatewayResult<T>(T? Value, Refusal? Refusal, Failure? Failure)
{
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsOk => Refusal is null && Failure is null;

    public static implicit operator GatewayResult<T>(T value) => new(value, null, null);

    public static implicit operator GatewayResult<T>(Refusal refusal) => new(default, refusal, null);

    public static implicit operator GatewayResult<T>(Failure failure) => new(default, null, failure);

    public static implicit operator GatewayResult<T>(Outcome<T> outcome) => new(outcome.Value, outcome.Refusal, null);
}
