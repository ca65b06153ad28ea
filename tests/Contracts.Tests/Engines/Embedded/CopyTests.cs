using System.Reflection;
using EventPlatform.Contracts.Sessions;
using Orleans.Embedded;

namespace EventPlatform.Contracts.Tests;

/// <summary>What crosses is either never changed or copied; the embedded engine has a rule for each type of each contract.</summary>
public sealed class CopyTests
{
    public static TheoryData<Type> Interfaces => [.. typeof(ISessionGrain).Assembly.GetTypes().Where(IsGrainInterface)];

    public static TheoryData<Type> Records => [.. typeof(ISessionGrain).Assembly.GetTypes().Where(IsCrossing)];

    [Theory, MemberData(nameof(Interfaces))]
    public void CheckInterface_EveryContract_HasARuleForEachArgumentAndResult(Type contract) => CopyRules.CheckInterface(contract);

    [Theory, MemberData(nameof(Records))]
    public void IsPassedAsIs_EveryRecordThatCrosses_IsImmutable(Type record) => Assert.True(CopyRules.IsPassedAsIs(record));

    private static bool IsGrainInterface(Type type) => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type);

    private static bool IsCrossing(Type type) =>
        type.GetCustomAttribute<GenerateSerializerAttribute>() is not null && !type.ContainsGenericParameters;
}
