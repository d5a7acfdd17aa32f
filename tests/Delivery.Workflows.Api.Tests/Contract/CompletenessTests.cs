using Delivery.Workflows.Api.Tests.Support;

namespace Delivery.Workflows.Api.Tests.Contract;

/// <summary>No recorded call is forgotten.</summary>
public sealed class CompletenessTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly ILookup<string, string> Compared = ContractTests.Calls.Concat<ITheoryDataRow>(WritingContractTests.Calls).Concat(RunContractTests.Calls)
        .ToLookup(row => (string)row.GetData()[0]!, _ => "");

    [Fact]
    public void EveryRecordedCall_IsComparedOrSaidNotToBeServed()
    {
        var neither = RecordedAnswers.Calls.Where(call => !Compared.Contains(call.Number) && !NotServed.Reasons.ContainsKey(call.Number));
        var both = RecordedAnswers.Calls.Where(call => Compared.Contains(call.Number) && NotServed.Reasons.ContainsKey(call.Number));

        neither.ShouldBeEmpty();
        both.ShouldBeEmpty();
        RecordedAnswers.Calls.Count.ShouldBe(136);
    }

    /// <summary>Whoever begins to serve one of them has to compare it.</summary>
    [Fact]
    public async Task CallsThatAreNotServed_HaveNobodyWhoAnswers()
    {
        foreach (var (number, method, path) in RecordedAnswers.Calls.Where(call => NotServed.Reasons.ContainsKey(call.Number)))
        {
            using var response = await host.SendAsync(method, path, content: null, "operator");

            ((int)response.StatusCode).ShouldBeOneOf([404, 405], $"{number}: {method} {path}");
        }
    }
}
