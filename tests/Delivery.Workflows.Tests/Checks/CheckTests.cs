using Delivery.Workflows.Tests.Support;
using Shouldly;

namespace Delivery.Workflows.Tests.Checks;

/// <summary>Plays every file under <c>Cases</c>: to say more about the checks, drop in another one.</summary>
public sealed class CheckTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Checks", "Cases");

    public static TheoryData<string> Cases => [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Check_Mistake_IsFoundWhereItIs(string file)
    {
        var @case = Read(file);

        var problems = Check(@case, @case.Bundle(@case.Wrong));

        problems.Select(problem => (problem.IsError, problem.ActivityId, problem.DefinitionId)).ShouldBe(
            @case.Finds.Select(finding => (finding.IsError, (string?)finding.Activity, (string?)(finding.Definition ?? "main"))), @case.Statement);
        foreach (var (problem, finding) in problems.Zip(@case.Finds))
        {
            problem.Message.ShouldContain(finding.Says, Case.Sensitive, @case.Statement);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Check_NeighbourWithoutTheMistake_IsSound(string file)
    {
        var @case = Read(file);

        Check(@case, @case.Bundle(@case.Right)).Select(problem => problem.ToString()).ShouldBeEmpty(@case.Statement);
    }

    private static IReadOnlyList<DefinitionProblem> Check(CheckCase @case, WorkflowBundle bundle) =>
        Instance.Engine(new WorkflowEngineOptions { FlowchartMode = @case.Mode }).Validate(bundle);

    private static CheckCase Read(string file) => CheckCase.Parse(File.ReadAllText(Path.Combine(Folder, file)));
}
