using System.Text.Json;

namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>What a body gave, or why it was refused.</summary>
/// <param name="Problem">Why it was refused; then there are no values.</param>
/// <param name="Document">The body, which the values may look into until this is disposed.</param>
/// <param name="Id">The member <c>id</c>, if given.</param>
/// <param name="Values">The other members.</param>
internal sealed record WrittenBody<TValues>(
    Problem? Problem, JsonDocument? Document = null, Guid? Id = null, TValues? Values = default) : IDisposable
{
    public void Dispose() => Document?.Dispose();
}
