namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>Something to be done with an instance: <c>POST {instance}/{action}</c>.</summary>
internal sealed class ActionResource(Func<Exchange, Task<Problem?>> action) : Resource
{
    protected override Func<Exchange, Task<Problem?>>? Post => action;
}
