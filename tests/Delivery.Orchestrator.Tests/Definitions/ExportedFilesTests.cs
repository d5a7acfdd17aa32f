using System.Diagnostics;
using System.Text.Json.Nodes;
using Delivery.Testing;
using Delivery.Workflows;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Files;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Delivery.Orchestrator.Tests.Definitions;

/// <summary>The files under <c>workflows/</c> go through the database and back, and git sees no more than what was edited (R17).</summary>
public sealed class ExportedFilesTests(OrchestratorSqliteFixture fixture) : IClassFixture<OrchestratorSqliteFixture>, IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Export_EditedDefinition_IsAOneLineDiffAndEverythingElseStaysByteForByte()
    {
        var services = fixture.Module.Services;
        var definitions = services.GetRequiredService<WorkflowDefinitions>();
        await GitAsync("init", "--quiet");
        foreach (var path in Directory.GetFiles(Lifecycle.WorkflowFiles.Folder, "*.json"))
        {
            File.Copy(path, Path.Combine(_folder.Path, Path.GetFileName(path)));
        }

        await GitAsync("add", "--all");
        await EditAsync(definitions, "settlement");

        var written = await services.GetRequiredService<DefinitionFiles>().ExportAsync(_folder.Path, overwrite: false, CancellationToken.None);

        written.Where(file => file.IsWritten).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            file => file.FileName.ShouldBe("settlement.json"), file => (file.AddedLines, file.RemovedLines).ShouldBe((1, 1)));
        (await GitAsync("diff", "--numstat")).Trim().ShouldBe("1\t1\tsettlement.json");
        (await GitAsync("diff", "--unified=0")).ShouldContain("+  \"description\": \"Ends 🍜 it.\",");
        (await GitAsync("status", "--porcelain", "--untracked-files=all")).Split('\n').ShouldNotContain(line => line.StartsWith("??", StringComparison.Ordinal));
    }

    /// <summary>As an editor does it: other members in another order, and none of the file's own.</summary>
    private static async Task EditAsync(WorkflowDefinitions definitions, string definitionId)
    {
        var document = WorkflowDefinition.Parse((await definitions.FindAsync(definitionId, VersionSelector.Published, CancellationToken.None))!.Source).Document;
        var edited = new JsonObject(document.Reverse().Where(member => member.Key != "$schema").Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())))
        {
            ["description"] = "Ends 🍜 it.",
        };
        await definitions.SaveDraftAsync(WorkflowDefinition.From(edited), CancellationToken.None);
        await definitions.PublishAsync(definitionId, CancellationToken.None);
    }

    private async Task<string> GitAsync(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-c", "core.quotepath=off", "-c", "core.autocrlf=false", .. arguments])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
        })!;
        var output = await git.StandardOutput.ReadToEndAsync();
        await git.WaitForExitAsync();
        git.ExitCode.ShouldBe(0);
        return output;
    }
}
