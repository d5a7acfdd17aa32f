using System.Reflection;
using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Delivery.ArchitectureTests.Models;

/// <summary>A model that has changed without its migration would be found by the first customer.</summary>
public sealed class PendingModelChangesTests
{
    public static TheoryData<Type> Contexts { get; } = [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "Delivery.*.dll")
        .Select(path => Assembly.Load(Path.GetFileNameWithoutExtension(path)))
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(ModuleDbContext)))];

    [Fact]
    public void Contexts_AreFoundForBothDatabases()
    {
        var names = Contexts.Select(row => ((Type)row.Data).Name).ToList();

        names.Count(name => name.Contains("Sqlite", StringComparison.Ordinal)).ShouldBe(8);
        names.Count(name => name.Contains("Postgres", StringComparison.Ordinal)).ShouldBe(8);
    }

    [Theory]
    [MemberData(nameof(Contexts))]
    public void Model_HasNoChangeWithoutMigration(Type context)
    {
        using var db = Create(context);

        db.Database.HasPendingModelChanges().ShouldBeFalse();
        db.Database.GetMigrations().ShouldNotBeEmpty();
    }

    private static DbContext Create(Type context)
    {
        var factory = context.Assembly.GetTypes()
            .Single(type => type.IsAssignableTo(typeof(IDesignTimeDbContextFactory<>).MakeGenericType(context)));
        return (DbContext)factory.GetMethod("CreateDbContext")!.Invoke(Activator.CreateInstance(factory), [Array.Empty<string>()])!;
    }
}
