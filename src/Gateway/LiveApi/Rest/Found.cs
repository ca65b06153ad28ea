using System.Diagnostics.CodeAnalysis;

namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>What was looked for, or why there is no answer; exactly one.</summary>
internal readonly record struct Found<T>(T? Value, Problem? Problem)
{
    [MemberNotNullWhen(true, nameof(Value)), MemberNotNullWhen(false, nameof(Problem))]
    public bool IsOk => Problem is null;

    public static implicit operator Found<T>(T value) => new(value, null);

    public static implicit operator Found<T>(Problem problem) => new(default, problem);

    /// <summary>The object; 404 for null.</summary>
    public static Found<T> OrNot(T? value) => value is null ? Rest.Problem.NoObject : value;
}
