using System.Collections.Immutable;
using System.Reflection;

namespace EventPlatform.Contracts.Tests.Shape;

/// <summary>The rules of docs/architecture.md, 4, for all methods and types that cross.</summary>
public sealed class ContractRulesTests
{
    private static readonly HashSet<Type> Plain =
    [
        typeof(bool), typeof(byte), typeof(short), typeof(int), typeof(long), typeof(double),
        typeof(string), typeof(Guid), typeof(DateTimeOffset), typeof(byte[]),
    ];

    [Fact]
    public void Methods_All_AreMarkedAndTakeATokenLast()
    {
        Assert.NotEmpty(ContractTypes.Methods);
        Assert.All(ContractTypes.Methods, method =>
        {
            var name = $"{method.DeclaringType!.Name}.{method.Name}";
            Assert.True(Marks.ValueOf(method, "Alias") is string, $"{name} has no [Alias].");
            Assert.True(Marks.ValueOf(method, "ResponseTimeout") is string, $"{name} has no [ResponseTimeout].");
            Assert.True(Marks.ValueOf(method, "Idempotent") is bool, $"{name} does not say whether it is [Idempotent].");
            var last = method.GetParameters().LastOrDefault();
            Assert.True(last is { IsOptional: true } && last.ParameterType == typeof(CancellationToken), $"{name} takes no token last.");
        });
    }

    [Fact]
    public void Methods_WhatTheyTakeAndGive_MayCross()
    {
        Assert.All(ContractTypes.Methods, method =>
        {
            var types = method.GetParameters().SkipLast(1).Select(parameter => parameter.ParameterType).Concat(ResultOf(method));
            Assert.All(types, type => Assert.True(
                MayCross(type) && !type.IsArray && !IsImmutableArray(type),
                $"{type} of {method.DeclaringType!.Name}.{method.Name} may not cross."));
        });
    }

    [Fact]
    public void Interfaces_All_HaveAnAlias()
    {
        Assert.All(ContractTypes.Interfaces, type => Assert.True(Marks.Has(type, "Alias"), $"{type.Name} has no [Alias]."));
    }

    [Fact]
    public void Types_All_AreSealedImmutableRecordsWithAlias()
    {
        Assert.All(ContractTypes.Serialized, type => Assert.True(Marks.Has(type, "Alias"), $"{type.Name} has no [Alias]."));
        Assert.All(ContractTypes.Records, type =>
        {
            Assert.True(type.IsSealed, $"{type.Name} is not sealed.");
            Assert.True(Marks.Has(type, "Immutable"), $"{type.Name} is not [Immutable].");
            Assert.True(type.GetMethod("<Clone>$") is not null, $"{type.Name} is no record.");
        });
    }

    [Fact]
    public void Members_All_HaveAnIdOfTheirOwnAndMayCross()
    {
        foreach (var type in ContractTypes.Records)
        {
            var members = ContractTypes.Members(type).ToList();
            Assert.All(members, member => Assert.True(Marks.Has(member, "Id"), $"{type.Name}.{member.Name} has no [Id]."));
            Assert.All(members, member => Assert.True(MayCross(member.PropertyType), $"{type.Name}.{member.Name} may not cross."));
            Assert.Distinct(members.Select(member => Marks.ValueOf(member, "Id")));
        }
    }

    [Fact]
    public void Aliases_All_AreDistinct()
    {
        Assert.Distinct(ContractTypes.Interfaces.Concat(ContractTypes.Serialized).Select(ContractTypes.Alias));
        Assert.All(ContractTypes.Interfaces, type => Assert.Distinct(type.GetMethods().Select(ContractTypes.Alias)));
    }

    private static Type[] ResultOf(MethodInfo method)
        => method.ReturnType == typeof(Task) ? [] : method.ReturnType.GetGenericArguments();

    private static bool IsImmutableArray(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);

    private static bool MayCross(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return MayCross(underlying);
        }

        if (IsImmutableArray(type))
        {
            var element = type.GetGenericArguments()[0];
            return element != typeof(byte) && MayCross(element);
        }

        return type.IsGenericParameter || Plain.Contains(type)
            || (Marks.Has(type, "GenerateSerializer") && type.GetGenericArguments().All(MayCross));
    }
}
