using Shouldly;

namespace Delivery.Workflows.Tests.Conformance;

/// <summary>Every file beside this class, at any depth, is a case: to claim another statement of the specification, drop in another file.</summary>
public sealed class ConformanceTests
{
    // Line 14 is about versions and publishing, which are not the pure engine's.
    private static readonly string[] Checklist = [.. Enumerable.Range(1, 18).Where(line => line != 14).Select(line => $"§16.{line}")];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Conformance");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Case_Played_IsAsTheSpecificationSays(string file)
    {
        var @case = ConformanceCase.Parse(File.ReadAllText(Path.Combine(Folder, file)));

        var report = ConformancePlayer.Play(@case);

        report.ShouldBeEmpty($"Conformance/{file} ({@case.Specification}: {@case.Statement})\n{report}");
    }

    [Fact]
    public void Checklist_EveryLineOfTheEngine_HasAFile() =>
        Checklist.Except(Files.Select(row => ConformanceCase.Parse(File.ReadAllText(Path.Combine(Folder, row.Data))).Specification)).ShouldBeEmpty();

    [Fact]
    public void Play_WrongExpectation_SaysWhere()
    {
        var report = ConformancePlayer.Play(ConformanceCase.Parse("""
            {
              "specification": "none", "statement": "a wrong one",
              "definition": { "definitionId": "d", "root": { "id": "a", "type": "Elsa.WriteLine", "text": "x" } },
              "start": { "expect": { "status": "Finished", "journal": ["Started Workflow1", "Completed a"], "lines": ["y"] } },
              "stimuli": [{ "resume": "a", "expect": { "status": "Finished", "journal": [] } }]
            }
            """));

        report.ShouldContain("start: journal\n    alike    [\"Started Workflow1\"]\n    expected [\"Completed a\"]\n    actual   [\"Started a\", \"Completed a\"");
        report.ShouldContain("start: lines");
        report.ShouldContain("stimulus 1, resume a: 'a' does not wait");
    }

    [Fact]
    public void Parse_MisspeltMember_IsRefused() =>
        Should.Throw<System.Text.Json.JsonException>(() => ConformanceCase.Parse("""{ "specification": "", "statement": "", "definition": {}, "stimulus": [] }"""))
            .Message.ShouldContain("stimulus");
}
