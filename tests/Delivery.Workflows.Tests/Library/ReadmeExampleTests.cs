using System.Runtime.CompilerServices;
using Shouldly;

namespace Delivery.Workflows.Tests.Library;

public sealed class ReadmeExampleTests
{
    [Fact]
    public void Example_Run_DoesWhatItsCommentsSay()
    {
        var now = new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

        var (timer, effects, status) = ReadmeExample.Run(now);

        timer.DueAt.ShouldBe(now.AddHours(1));
        effects.ShouldBe([new WriteLine("Hello Ada")]);
        status.ShouldBe(WorkflowStatus.Finished);
    }

    [Fact]
    public void Readme_EngineSection_ShowsTheExampleWordForWord()
    {
        var lines = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(ThisFile())!, "ReadmeExample.cs"));
        var example = lines.SkipWhile(line => line.Trim() != "// <readme>").Skip(1).TakeWhile(line => line.Trim() != "// </readme>").ToList();
        var readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../README.md"));

        example.ShouldNotBeEmpty();
        readme.ShouldContain(string.Join('\n', example.Select(line => line.Length == 0 ? line : line[8..])), Case.Sensitive);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
