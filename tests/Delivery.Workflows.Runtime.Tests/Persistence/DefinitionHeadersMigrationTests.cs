using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Search;
using Delivery.Workflows.Runtime.Tests.Support;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Persistence;

/// <summary>What was stored before lists had columns of their own is found by them too.</summary>
public abstract class DefinitionHeadersMigrationTests(TestDatabase database) : RuntimeTests(database)
{
    private const string Before = "Children";

    [Fact]
    public async Task Migration_OfStoredDefinitions_TakesWhatListsShowOutOfTheirTexts()
    {
        var host = await StartAsync();
        foreach (var (id, members) in new[]
        {
            ("said", """ "description": "It's \"said\"", "toolVersion": "3.8.2.0", "isReadonly": true """),
            ("odd", """ "description": 5, "isReadonly": "yes" """),
            ("nul", """ "description": "a\u0000b" """),
            ("nothing", """ "name": "Nothing" """),
        })
        {
            await host.Definitions.SaveDraftAsync(
                WorkflowDefinition.Parse($$"""{ "definitionId": "{{id}}", "root": { "id": "a", "type": "Elsa.WriteLine" }, {{members}} }"""), CancellationToken.None);
        }

        await host.QueryAsync(async db =>
        {
            await db.GetService<IMigrator>().MigrateAsync(Before);
            await db.GetService<IMigrator>().MigrateAsync();
            return 0;
        });

        var found = (await host.Get<DefinitionSearch>().ListAsync(new DefinitionQuery(), CancellationToken.None)).Items.ToDictionary(version => version.DefinitionId);
        (found["said"].Description, found["said"].ToolVersion, found["said"].IsReadonly).ShouldBe(("It's \"said\"", "3.8.2.0", true));
        (found["odd"].Description, found["odd"].IsReadonly).ShouldBe((null, false));
        (found["nothing"].Description, found["nothing"].ToolVersion).ShouldBe((null, null));
        found.ShouldContainKey("nul");
        (await host.Get<DefinitionSearch>().ListAsync(new DefinitionQuery { Text = "SAID\"" }, CancellationToken.None)).Items.ShouldHaveSingleItem();
    }
}
