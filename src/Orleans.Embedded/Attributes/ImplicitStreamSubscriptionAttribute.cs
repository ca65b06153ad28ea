namespace Orleans;

/// <summary>Every stream of this namespace has the grain of this class with the stream's key as its subscriber.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class ImplicitStreamSubscriptionAttribute(string streamNamespace) : Attribute
{
    internal string StreamNamespace { get; } = streamNamespace;
}
