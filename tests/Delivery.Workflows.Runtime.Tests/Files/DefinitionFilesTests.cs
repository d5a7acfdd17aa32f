using Delivery.Testing;
using Delivery.Testing.Servers;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Files;
using Delivery.Workflows.Runtime.Tests.Support;
using Shouldly;
using Xunit;

namespace Delivery.Workflows.Runtime.Tests.Files;

public abstract class DefinitionFilesTests(TestDatabase database) : RuntimeTests(database), IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private string OrderFile => Path.Combine(_folder.Path, "order.json");

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Compare_EachWayToDiffer_IsTold()
    {
        var host = await StartAsync();
        (await StateAsync(host)).ShouldBeNull();
        await WriteAsync("one");
        (await StateAsync(host)).ShouldBe(FileState.File, "it is new");

        await ImportAsync(host);
        (await StateAsync(host)).ShouldBe(FileState.Same);

        await WriteAsync("two");
        (await StateAsync(host)).ShouldBe(FileState.File);
        await WriteAsync("one");
        await host.PublishAsync(Definition("analyst"));
        (await StateAsync(host)).ShouldBe(FileState.Published);

        await WriteAsync("two");
        (await StateAsync(host)).ShouldBe(FileState.Both);
        await host.Definitions.RetractAsync("order", CancellationToken.None);
        (await StateAsync(host)).ShouldBe(FileState.NotPublished);
    }

    [Fact]
    public async Task Export_Published_WritesTheFileAndTheNextImportChangesNothing()
    {
        var host = await StartAsync();
        await WriteAsync("one");
        await ImportAsync(host);
        await host.PublishAsync(Definition("analyst"));

        var written = (await host.Get<DefinitionFiles>().ExportAsync(_folder.Path, overwrite: false, CancellationToken.None)).ShouldHaveSingleItem();

        written.ShouldSatisfyAllConditions(
            comparison => comparison.IsWritten.ShouldBeTrue(),
            comparison => comparison.PublishedVersion.ShouldBe(2),
            comparison => (comparison.AddedLines, comparison.RemovedLines).ShouldBe((2, 2)));
        (await File.ReadAllTextAsync(OrderFile)).ShouldContain("\"analyst\"");
        (await StateAsync(host)).ShouldBe(FileState.Same);
        await ImportAsync(host);
        (await host.Definitions.FindAsync("order", VersionSelector.Latest, CancellationToken.None))!.Version.ShouldBe(2);

        // What is edited on top of an export is published, as after any import.
        await WriteAsync("two");
        await ImportAsync(host);
        (await host.Definitions.FindAsync("order", VersionSelector.Published, CancellationToken.None))!.Version.ShouldBe(3);
    }

    [Fact]
    public async Task Export_BothChanged_LeavesTheFileUnlessTold()
    {
        var host = await StartAsync();
        await WriteAsync("one");
        await ImportAsync(host);
        await host.PublishAsync(Definition("analyst"));
        await WriteAsync("two");

        (await host.Get<DefinitionFiles>().ExportAsync(_folder.Path, overwrite: false, CancellationToken.None)).Single().IsWritten.ShouldBeFalse();
        (await File.ReadAllTextAsync(OrderFile)).ShouldContain("\"two\"");
        (await host.Get<DefinitionFiles>().ExportAsync(_folder.Path, overwrite: true, CancellationToken.None)).Single().IsWritten.ShouldBeTrue();
        (await File.ReadAllTextAsync(OrderFile)).ShouldContain("\"analyst\"");
    }

    [Fact]
    public async Task Export_DefinitionWithoutAFile_GetsOne()
    {
        var host = await StartAsync();
        await host.PublishAsync(Elsa.Sequence("../odd name", Elsa.StartsWith("Orders.OrderPlaced")));
        await host.Definitions.SaveDraftAsync(Elsa.Sequence("../odd name", Elsa.WaitsFor("x")), CancellationToken.None);

        var written = (await host.Get<DefinitionFiles>().ExportAsync(_folder.Path, overwrite: false, CancellationToken.None)).Single();

        written.FileName.ShouldBe("-odd-name.json");
        written.DraftVersion.ShouldBe(2);
        WorkflowDefinition.Parse(await File.ReadAllTextAsync(Path.Combine(_folder.Path, written.FileName))).DefinitionId.ShouldBe("../odd name");
        Directory.GetFiles(_folder.Path).Length.ShouldBe(1, "nothing is left beside it");
    }

    private static WorkflowDefinition Definition(string wait) =>
        Elsa.Sequence("order", Elsa.StartsWith("Orders.OrderPlaced"), Elsa.WaitsFor("Stores.CookingStarted", wait));

    private Task WriteAsync(string wait) => File.WriteAllTextAsync(OrderFile, DefinitionText.Create(Definition(wait)));

    private async Task ImportAsync(RuntimeHost host) => await host.Get<DefinitionImporter>().ImportAsync(
        [new DefinitionFile("order.json", await File.ReadAllTextAsync(OrderFile))], CancellationToken.None);

    private async Task<FileState?> StateAsync(RuntimeHost host) =>
        (await host.Get<DefinitionFiles>().CompareAsync(_folder.Path, CancellationToken.None)).SingleOrDefault()?.State;
}
