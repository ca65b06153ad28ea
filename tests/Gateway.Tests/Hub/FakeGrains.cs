using System.Reflection;

namespace EventPlatform.Gateway.Tests.Hub;

/// <summary>A grain factory that gives what a test has put in; the same on both engines, whatever else the interface has.</summary>
public class FakeGrains : DispatchProxy
{
    private readonly Dictionary<(Type, object), object> _grains = [];

    /// <summary>A factory with these grains, each under its interface and key.</summary>
    public static IGrainFactory With(params (Type Interface, object Key, object Grain)[] grains)
    {
        ArgumentNullException.ThrowIfNull(grains);
        var factory = Create<IGrainFactory, FakeGrains>();
        foreach (var (type, key, grain) in grains)
        {
            ((FakeGrains)(object)factory)._grains.Add((type, key), grain);
        }

        return factory;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _grains[(targetMethod!.GetGenericArguments()[0], args![0]!)];
}
