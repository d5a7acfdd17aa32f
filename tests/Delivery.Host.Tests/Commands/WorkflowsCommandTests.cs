using Delivery.Host.CommandLine;
using Delivery.Host.Commands;

namespace Delivery.Host.Tests.Commands;

public sealed class WorkflowsCommandTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("delivery-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Run_NoDatabaseYet_SaysWhatToDo()
    {
        using var output = new StringWriter();

        var refusal = await Should.ThrowAsync<UsageException>(() => WorkflowsCommand.RunAsync(Arguments("status"), output));

        refusal.Message.ShouldContain("--migrate");
        output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_AfterAnImport_ShowsEveryFileAsTheSameAndWritesNothing()
    {
        (await MigrateCommand.RunAsync(HostArguments.Parse(["--migrate", "--data", _data.FullName, "--set", "Profile=demo"]))).ShouldBe(0);
        using var output = new StringWriter();

        var exit = await WorkflowsCommand.RunAsync(Arguments("export"), output);

        exit.ShouldBe(0);
        var lines = output.ToString().TrimEnd().Split(Environment.NewLine);
        lines[0].ShouldMatch("^File +Definition +Published +Draft +What$");
        lines.Skip(1).ShouldContain(line => System.Text.RegularExpressions.Regex.IsMatch(line, "^order-lifecycle.json +order-lifecycle +1 +- +the same$"));
        lines.Skip(1).ShouldAllBe(line => line.EndsWith("the same", StringComparison.Ordinal));
    }

    private HostArguments Arguments(string what) => HostArguments.Parse(["workflows", what, "--data", _data.FullName]);
}
