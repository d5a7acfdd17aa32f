using Delivery.Workflows;
using Shouldly;
using Xunit;

namespace Delivery.Orchestrator.Tests.Rules;

/// <summary>Plays every file under <c>Cases</c>: to say more about the rules, drop in another one.</summary>
public sealed class RuleTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Rules", "Cases");

    public static TheoryData<string> Cases => [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Check_Mistake_IsFoundWhereItIs(string file)
    {
        var rule = Read(file);

        var problems = OrderRules.Check(rule.Bundle(rule.Wrong), rule.Rule).ToList();

        var found = string.Join("\n", problems.Select(problem => $"{problem.IsError} {problem.Where}: {problem.Message}"));
        problems.Count.ShouldBe(rule.Finds.Count, $"{rule.Statement}\n{found}");
        foreach (var expected in rule.Finds)
        {
            problems.ShouldContain(problem => Is(problem, expected), $"{rule.Statement}\n{expected}\n{found}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Check_NeighbourWithoutTheMistake_IsSound(string file)
    {
        var rule = Read(file);

        OrderRules.Check(rule.Bundle(rule.Right), rule.Rule).Select(problem => $"{problem.Where}: {problem.Message}").ShouldBeEmpty(rule.Statement);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Check_DefinitionThatIsNotMarked_IsNoneOfItsBusiness(string file)
    {
        var rule = Read(file);
        rule.Wrong.Remove("customProperties");

        OrderRules.Check(rule.Bundle(rule.Wrong), rule.Rule).ShouldBeEmpty();
    }

    private static bool Is(DefinitionProblem problem, ExpectedFinding expected) =>
        problem.IsError == expected.IsError && problem.ActivityId == expected.Activity && problem.DefinitionId == (expected.Definition ?? "main")
        && problem.Message.Contains(expected.Says, StringComparison.Ordinal);

    private static RuleCase Read(string file) => RuleCase.Parse(File.ReadAllText(Path.Combine(Folder, file)));
}
